# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What every target of Rove is compiled with: one language level, one set of warnings, shared precompiled headers.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LINK_DEPENDS_NO_SHARED ON)

option(ROVE_WARNINGS_AS_ERRORS "Treat every compiler warning as an error" OFF)
set(ROVE_SANITIZE "" CACHE STRING "Sanitizers to build with, as the compiler names them")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
    add_link_options(-fuse-ld=mold)
endif()

# Libraries and programs share precompiled headers, which asks for one kind of position-independent code.
add_compile_options(-fPIC)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess -Winvalid-pch)
else()
    # ccache compares precompiled headers by their content.
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()
if(ROVE_SANITIZE)
    add_compile_options(-fsanitize=${ROVE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    add_link_options(-fsanitize=${ROVE_SANITIZE})
endif()

add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(project_options INTERFACE
    -fvisibility=hidden -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Wnon-virtual-dtor
    -Wno-missing-field-initializers
    # The macros of Qt Test narrow their timeouts.
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:ROVE_IS_TEST>>>:-Wconversion>
    $<$<BOOL:${ROVE_WARNINGS_AS_ERRORS}>:-Werror>
    $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>)
target_compile_definitions(project_options INTERFACE
    _GLIBCXX_ASSERTIONS
    ROVE_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_UP_TO=0x060800)

# Tests spend their time in what they test, so their own code is compiled quickly instead of optimised.
function(rove_compile_as_test name)
    set_target_properties(${name} PROPERTIES ROVE_IS_TEST ON)
    target_compile_options(${name} PRIVATE $<$<CONFIG:Dev>:-O0>)
endfunction()

# Precompiled headers: without a window system and with, each also for tests; a target picks by what it links.
function(rove_add_precompiled name)
    set(source "${CMAKE_BINARY_DIR}/${name}.cpp")
    if(NOT EXISTS "${source}")
        file(WRITE "${source}" "namespace {}\n")
    endif()
    add_library(${name} OBJECT "${source}")
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    cmake_parse_arguments(arg "TEST" "" "HEADERS;LINK" ${ARGN})
    target_link_libraries(${name} PRIVATE project_options ${arg_LINK})
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
    if(arg_TEST)
        # Not linked with Qt6::Test: that defines the folder of each test, and a precompiled header has none.
        target_include_directories(${name} SYSTEM PRIVATE
            $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
        rove_compile_as_test(${name})
    endif()
endfunction()
