"""Collection: what nothing keeps any more goes, while everything else goes on."""
