# Where everything goes on `cmake --install`, and the .deb that `cpack` makes of it.
include(GNUInstallDirs)

install(TARGETS escapade-cli DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET escapade)
    install(TARGETS escapade DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES resources/${ESCAPADE_APP_ID}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES resources/${ESCAPADE_APP_ID}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES resources/icons/escapade.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps
        RENAME ${ESCAPADE_APP_ID}.svg)
endif()
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/escapade)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME escapade)
set(CPACK_PACKAGE_CONTACT "The Escapade authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Fractal explorer, diffusion laboratory and timings of threads")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The plug-ins for windows and svg icons are loaded at run time, so shlibdeps does not see them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "qt6-qpa-plugins, libqt6svg6")
include(CPack)
