"""One's own server, without a forge: a bare repository whose hooks check, build and publish."""
