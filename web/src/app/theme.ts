import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark";
const KEPT = "roadstead.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function current(): Theme {
  const kept = localStorage.getItem(KEPT);
  if (kept === "light" || kept === "dark") return kept;
  return dark.matches ? "dark" : "light";
}

function apply(): void {
  document.documentElement.dataset.theme = current();
  for (const tell of listeners) tell();
}

dark.addEventListener("change", apply);
apply();

export function setTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  apply();
}

export function useTheme(): Theme {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, current);
}
