"""Groups of people that an outside directory keeps: LDAP, an HTTP proxy, OIDC."""
