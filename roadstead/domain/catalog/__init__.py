"""What is stored: repositories, manifests with their edges, tags, blobs as repositories see them."""
