import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Robot = components["schemas"]["Robot"];
export type Permission = components["schemas"]["Permission"];
export const ROBOTS = ["robots"] as const;
/** As a duration in days: it never ends. */
export const NEVER = -1;

/** Where robots live: in the system, or in a project. */
export type Place = { level: "system" } | { level: "project"; id: number; name: string };

export interface Wish {
  name: string;
  description: string;
  /** Days. */
  duration: number;
  permissions: components["schemas"]["RobotPermission"][];
}

export async function fetchRobots(place: Place, page: number, { search, sort }: ListState): Promise<Fetched<Robot>> {
  const at = place.level === "project" ? `Level=project,ProjectID=${place.id}` : "Level=system";
  const q = search ? `${at},name=~${search}` : at;
  const query = { page, page_size: PAGE, q, ...(sort && { sort }) };
  const { data, response } = await api.GET("/robots", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}

/** Make one; its secret, which nobody is told again. */
export async function createRobot(place: Place, wish: Wish): Promise<{ name: string; secret: string }> {
  const { data } = await api.POST("/robots", { body: { ...wish, level: place.level, disable: false } });
  return { name: data?.name ?? "", secret: data?.secret ?? "" };
}

const at = (robot: Robot) => ({ params: { path: { robot_id: robot.id ?? 0 } } });

export const changeRobot = (robot: Robot, change: Partial<Robot>) =>
  api.PUT("/robots/{robot_id}", { ...at(robot), body: change });

export const deleteRobot = (robot: Robot) => api.DELETE("/robots/{robot_id}", at(robot));

/** Another secret; the old one stays good for so many seconds. */
export async function rotateSecret(robot: Robot, overlap: number): Promise<string> {
  const { data } = await api.PATCH("/robots/{robot_id}", { ...at(robot), body: { overlap_seconds: overlap } });
  return data?.secret ?? "";
}

/** What robots may be given. */
export async function fetchPermissions() {
  return (await api.GET("/permissions")).data ?? {};
}

export const keyOf = (one: Permission) => `${one.resource}:${one.action}`;

/** Chosen permissions, as a robot has them. */
export function accessOf(chosen: ReadonlySet<string>) {
  return [...chosen].map((key) => {
    const [resource = "", action = ""] = key.split(":");
    return { resource, action };
  });
}
