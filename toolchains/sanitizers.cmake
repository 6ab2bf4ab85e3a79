# Everything in the build must agree on these, so they are set for the directory, not for a target.
if(PRESSLINK_SANITIZE)
  list(JOIN PRESSLINK_SANITIZE "," sanitizers)
  add_compile_options(-fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${sanitizers})
endif()
