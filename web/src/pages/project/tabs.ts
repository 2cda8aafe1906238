import { type ComponentType, lazy } from "react";
import type { TabProps } from "~/pages/project/useProject";

interface ProjectTab {
  /** The last part of its address; the first tab has none. */
  at: string;
  /** Its text is `project.<name>`. */
  name:
    | "repositories"
    | "members"
    | "robots"
    | "summary"
    | "labels"
    | "trash"
    | "logs"
    | "settings"
    | "immutability"
    | "retention";
  /** The permission that shows it. */
  resource: string;
  action: string;
  View: ComponentType<TabProps>;
}

export const TABS: ProjectTab[] = [
  {
    at: "",
    name: "repositories",
    resource: "repository",
    action: "list",
    View: lazy(() => import("~/pages/project/Repositories")),
  },
  {
    at: "summary",
    name: "summary",
    resource: ".",
    action: "read",
    View: lazy(() => import("~/pages/project/Summary")),
  },
  {
    at: "members",
    name: "members",
    resource: "member",
    action: "list",
    View: lazy(() => import("~/pages/project/Members")),
  },
  {
    at: "robots",
    name: "robots",
    resource: "robot",
    action: "list",
    View: lazy(() => import("~/pages/project/Robots")),
  },
  {
    at: "labels",
    name: "labels",
    resource: "label",
    action: "list",
    View: lazy(() => import("~/pages/project/Labels")),
  },
  {
    at: "immutability",
    name: "immutability",
    resource: "immutable-tag",
    action: "list",
    View: lazy(() => import("~/pages/project/policies/Immutability")),
  },
  {
    at: "retention",
    name: "retention",
    resource: "tag-retention",
    action: "list",
    View: lazy(() => import("~/pages/project/policies/Retention")),
  },
  {
    at: "trash",
    name: "trash",
    resource: "artifact",
    action: "create",
    View: lazy(() => import("~/pages/project/trash/Trash")),
  },
  {
    at: "logs",
    name: "logs",
    resource: "log",
    action: "list",
    View: lazy(() => import("~/pages/project/logs/Logs")),
  },
  {
    at: "settings",
    name: "settings",
    resource: ".",
    action: "update",
    View: lazy(() => import("~/pages/project/settings/Settings")),
  },
];
