# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How a folder becomes a target. The name is the folder's path with underscores: protocol/base is protocol_base.

find_package(Qt6 6.8 REQUIRED COMPONENTS Core Gui Widgets Network WebSockets Test)

set(pch_std <algorithm> <chrono> <cstdint> <deque> <expected> <filesystem> <functional> <map> <memory> <optional> <set>
            <span> <string> <thread> <unordered_map> <variant> <vector>)
rove_add_precompiled(rove_pch_core LINK Qt6::Core HEADERS <QtCore/QtCore> ${pch_std})
rove_add_precompiled(rove_pch_gui LINK Qt6::Widgets
    HEADERS <QtCore/QtCore> <QtGui/QtGui> <QtWidgets/QtWidgets> ${pch_std})
rove_add_precompiled(rove_pch_core_test TEST LINK Qt6::Core HEADERS <QtCore/QtCore> <QtTest/QtTest> ${pch_std})
rove_add_precompiled(rove_pch_gui_test TEST LINK Qt6::Widgets
    HEADERS <QtCore/QtCore> <QtGui/QtGui> <QtWidgets/QtWidgets> <QtTest/QtTest> ${pch_std})

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
# One Qt Test class a program, in the source that is named tst_*; what else needs moc belongs into a module.
# Windows render offscreen; nothing a test starts may outlive it.
function(add_unit_test name)
    cmake_parse_arguments(arg "SERIAL" "PCH;TIMEOUT" "SOURCES;PRIVATE;LABELS" ${ARGN})
    if(NOT arg_PCH)
        set(arg_PCH core)
    endif()
    if(NOT arg_PCH STREQUAL "none")
        string(APPEND arg_PCH "_test")
    endif()
    add_executable(${name} ${arg_SOURCES})
    rove_finish_target(${name} "${arg_PCH}" PRIVATE Qt6::Test ${arg_PRIVATE})
    rove_moc_test(${name} ${arg_SOURCES})
    rove_compile_as_test(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND "${PROJECT_SOURCE_DIR}/tests/support/infolder" $<TARGET_FILE:${name}>)
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

# A test includes what moc makes of it. One call of moc for each costs a tenth of what AUTOMOC asks.
function(rove_moc_test name)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
    foreach(source IN LISTS ARGN)
        cmake_path(GET source STEM stem)
        if(stem MATCHES "^tst_")
            qt_generate_moc("${source}" "${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc" TARGET ${name})
            target_sources(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc")
        endif()
    endforeach()
endfunction()

function(rove_finish_target name pch)
    cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE project_options Qt6::Core ${arg_PRIVATE})
    if(NOT pch)
        set(pch core)
    endif()
    if(pch MATCHES "^gui")
        # A precompiled header wants the macros it was made with, also of a module that links no widgets.
        target_compile_definitions(${name} PRIVATE QT_GUI_LIB QT_WIDGETS_LIB)
    endif()
    if(NOT pch STREQUAL "none")
        target_precompile_headers(${name} REUSE_FROM rove_pch_${pch})
    endif()
endfunction()
