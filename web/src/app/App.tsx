import { Suspense, use } from "react";
import { Router } from "wouter";
import { Offline } from "~/app/Offline";
import { Routes } from "~/app/Routes";
import { SessionEnd } from "~/app/SessionEnd";
import { Shell } from "~/app/Shell";
import { ready } from "~/i18n/language";

export function App() {
  return (
    <Suspense>
      <Ready />
    </Suspense>
  );
}

function Ready() {
  use(ready);
  return (
    <Router base="/portal">
      <Offline />
      <Shell>
        <Routes />
      </Shell>
      <SessionEnd />
    </Router>
  );
}
