import { api } from "~/api/client";
import type { components } from "~/api/schema";

export type Session = components["schemas"]["Session"];
export type Profile = components["schemas"]["UserProfile"];
export const SESSIONS = ["sessions"] as const;

const at = (userId: number) => ({ params: { path: { user_id: userId } } });

export const saveProfile = (userId: number, profile: Profile) =>
  api.PUT("/users/{user_id}", { ...at(userId), body: profile });

export const changePassword = (userId: number, old: string, next: string) =>
  api.PUT("/users/{user_id}/password", { ...at(userId), body: { old_password: old, new_password: next } });

export async function fetchSessions(): Promise<Session[]> {
  return (await api.GET("/users/current/sessions")).data ?? [];
}

export const endSession = (session: Session) =>
  api.DELETE("/users/current/sessions/{session_id}", { params: { path: { session_id: session.id ?? 0 } } });

/** All but the one that asks. */
export const endOthers = () => api.DELETE("/users/current/sessions");
