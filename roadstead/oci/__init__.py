"""The OCI forms as pure functions: digests, references, media types, manifests, ranges, referrers."""
