import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { useMe } from "~/app/session";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { decoded } from "~/lib/decoded";
import { SignIn } from "~/pages/sign-in/SignIn";
import { Loading } from "~/ui/Loading";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";

const Home = lazy(() => import("~/pages/home/Home"));
const Projects = lazy(() => import("~/pages/projects/Projects"));
const Project = lazy(() => import("~/pages/project/Project"));
const Repository = lazy(() => import("~/pages/repository/Repository"));
const Artifact = lazy(() => import("~/pages/artifact/Artifact"));
const Compare = lazy(() => import("~/pages/compare/Compare"));
const MyPage = lazy(() => import("~/pages/me/MyPage"));
const Users = lazy(() => import("~/pages/admin/users/Users"));
const Quotas = lazy(() => import("~/pages/admin/quotas/Quotas"));
const Collection = lazy(() => import("~/pages/admin/collection/Collection"));
const Jobs = lazy(() => import("~/pages/admin/jobs/Jobs"));
const Health = lazy(() => import("~/pages/admin/health/Health"));
const Audit = lazy(() => import("~/pages/admin/audit/Audit"));

/** Which page is at which address. Each is fetched when somebody first goes there. */
export function Routes() {
  const { data: me, error } = useMe();
  if (error) return <Refusal error={error} />;
  if (me === undefined) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/sign-in">{me ? <Redirect to={to.home()} replace /> : <SignIn />}</Route>
        <Route path="/">{me ? <Home /> : <SignIn />}</Route>
        <Route path="/projects">
          <Projects />
        </Route>
        <Route path="/projects/:project/repositories/:path/:reference">{(at) => <Artifact {...decoded(at)} />}</Route>
        <Route path="/projects/:project/repositories/:path">{(at) => <Repository {...decoded(at)} />}</Route>
        <Route path="/projects/:project/compare/:path">{(at) => <Compare {...decoded(at)} />}</Route>
        <Route path="/projects/:project/:tab?">{(at) => <Project {...decoded(at)} />}</Route>
        <Route path="/me" component={MyPage} />
        <Route path="/admin/users" component={Users} />
        <Route path="/admin/quotas" component={Quotas} />
        <Route path="/admin/collection" component={Collection} />
        <Route path="/admin/jobs" component={Jobs} />
        <Route path="/admin/audit" component={Audit} />
        <Route path="/admin/health" component={Health} />
        <Route>
          <Absent />
        </Route>
      </Switch>
    </Suspense>
  );
}

function Absent() {
  const { t } = useText();
  return (
    <Page title={t("absent.title")}>
      <p>{t("absent.told")}</p>
    </Page>
  );
}
