function(presslink_warnings target)
  target_compile_options(
    ${target}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wold-style-cast
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wcast-align
            -Wformat=2
            # Designated initialisers leave out members on purpose.
            -Wno-missing-field-initializers
            # g++ 12 sees overlaps in std::string that are none (GCC bugs 105329 and 105651).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
            # g++ 14 takes the alternative that a variant does not hold for one that it destroys.
            $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
            $<$<BOOL:${PRESSLINK_WERROR}>:-Werror>)
endfunction()
