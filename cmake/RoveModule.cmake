# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How a folder becomes a target. The name is the folder's path with underscores: protocol/base is protocol_base.

find_package(Qt6 6.8 REQUIRED COMPONENTS Core Gui Widgets Network WebSockets Test)

rove_add_precompiled(rove_pch_core
    LINK Qt6::Core
    HEADERS <QtCore/QByteArray> <QtCore/QCborArray> <QtCore/QCborMap> <QtCore/QCborValue> <QtCore/QJsonArray>
            <QtCore/QJsonDocument> <QtCore/QJsonObject> <QtCore/QObject> <QtCore/QString> <QtCore/QVariant>
            <algorithm> <chrono> <cstdint> <expected> <functional> <map> <memory> <optional> <string> <variant> <vector>)
rove_add_precompiled(rove_pch_gui
    LINK Qt6::Widgets
    HEADERS <QtCore/QtCore> <QtGui/QtGui> <QtWidgets/QtWidgets>
            <algorithm> <chrono> <cstdint> <expected> <functional> <map> <memory> <optional> <string> <variant> <vector>)

# add_module(NAME SOURCES files… [PUBLIC targets…] [PRIVATE targets…] [PCH core|gui|none])
function(add_module name)
    cmake_parse_arguments(arg "" "PCH" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    rove_finish_target(${name} "${arg_PCH}" PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# add_program(NAME SOURCES files… PRIVATE targets… [PCH core|gui|none])
function(add_program name)
    cmake_parse_arguments(arg "" "PCH" "SOURCES;PRIVATE" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    rove_finish_target(${name} "${arg_PCH}" PRIVATE ${arg_PRIVATE})
endfunction()

# add_unit_test(NAME SOURCES files… PRIVATE targets… [PCH core|gui|none] [LABELS …] [TIMEOUT seconds] [SERIAL])
# One Qt Test class a program. Windows render offscreen; nothing a test starts may outlive it.
function(add_unit_test name)
    cmake_parse_arguments(arg "SERIAL" "PCH;TIMEOUT" "SOURCES;PRIVATE;LABELS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    rove_finish_target(${name} "${arg_PCH}" PRIVATE Qt6::Test ${arg_PRIVATE})
    set_target_properties(${name} PROPERTIES ROVE_IS_TEST ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;ROVE_SOURCE=${PROJECT_SOURCE_DIR};ROVE_BIN=${CMAKE_BINARY_DIR}/bin;ROVE_GOLDEN=${PROJECT_SOURCE_DIR}/tests/golden")
    if(arg_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()

function(rove_finish_target name pch)
    cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE project_options Qt6::Core ${arg_PRIVATE})
    if(NOT pch)
        set(pch core)
    endif()
    if(pch STREQUAL "gui")
        # A precompiled header wants the macros it was made with, also of a module that links no widgets.
        target_compile_definitions(${name} PRIVATE QT_GUI_LIB QT_WIDGETS_LIB)
    endif()
    if(NOT pch STREQUAL "none")
        target_precompile_headers(${name} REUSE_FROM rove_pch_${pch})
    endif()
endfunction()
