/** The parts of administration, in the order of the menu; each has a page `admin/<part>` and a text `admin.<part>`. */
export const ADMIN = ["users", "quotas", "collection", "jobs", "audit", "health"] as const;
