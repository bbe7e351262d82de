# cmake -DOUT=x.cpp -DHEADER=page.hpp -DFILES=a.html;b.js -P embed.cmake
# Writes a source in which each file is the string that a function returns: page.html of a folder
# `bridge` is bridge_html().
set(source "#include \"${HEADER}\"\n\nnamespace ebb::io {\n\n")
foreach(file ${FILES})
  file(READ "${file}" text)
  get_filename_component(folder "${file}" DIRECTORY)
  get_filename_component(folder "${folder}" NAME)
  get_filename_component(kind "${file}" EXT)
  string(SUBSTRING "${kind}" 1 -1 kind)
  string(APPEND source
         "std::string_view ${folder}_${kind}() {\n  return R\"embedded(${text})embedded\";\n}\n\n")
endforeach()
file(WRITE "${OUT}" "${source}}  // namespace ebb::io\n")
