"""Every file of the site that follows from the registry and is not one merchant's own."""
