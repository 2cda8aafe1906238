"""Who sends a request and what that allows: tokens, scopes, roles, challenges."""
