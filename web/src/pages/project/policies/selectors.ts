import type { components } from "~/api/schema";

type Selector = components["schemas"]["RetentionSelector"];

/** What a rule is about, as people choose it: a pattern of names, or all that does not match it. */
export interface Choice {
  meant: boolean;
  pattern: string;
}

/** A rule's selectors, of immutability and of retention alike. */
export interface Selectors {
  tag_selectors?: Selector[];
  scope_selectors?: { [scope: string]: Selector[] };
}

const KIND = "doublestar";
export const ALL: Choice = { meant: true, pattern: "**" };

/** Which repositories and which tags the rule is about. */
export function choicesOf(rule: Selectors): { repositories: Choice; tags: Choice } {
  return {
    repositories: choice(rule.scope_selectors?.repository?.[0]),
    tags: choice(rule.tag_selectors?.[0]),
  };
}

function choice(selector: Selector | undefined): Choice {
  if (!selector) return ALL;
  return { meant: !selector.decoration?.toLowerCase().includes("excludes"), pattern: selector.pattern ?? "" };
}

/** The same as the registry is told; further selectors of the rule stay. `untagged` only where retention asks. */
export function selectorsOf(rule: Selectors, repositories: Choice, tags: Choice, untagged?: boolean) {
  const extras = untagged === undefined ? {} : { extras: JSON.stringify({ untagged }) };
  return {
    tag_selectors: [
      { kind: KIND, decoration: tags.meant ? "matches" : "excludes", pattern: tags.pattern, ...extras },
      ...(rule.tag_selectors?.slice(1) ?? []),
    ],
    scope_selectors: {
      repository: [
        {
          kind: KIND,
          decoration: repositories.meant ? "repoMatches" : "repoExcludes",
          pattern: repositories.pattern,
        },
        ...(rule.scope_selectors?.repository?.slice(1) ?? []),
      ],
    },
  };
}
