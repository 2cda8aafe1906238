/** Addresses of pages, made in one place. A repository's path may hold slashes: it is encoded once. */
const e = encodeURIComponent;

export const to = {
  home: () => "/",
  projects: () => "/projects",
  project: (name: string, tab = "") => `/projects/${e(name)}${tab && `/${tab}`}`,
  repository: (project: string, path: string) => `/projects/${e(project)}/repositories/${e(path)}`,
  artifact: (project: string, path: string, digest: string) =>
    `/projects/${e(project)}/repositories/${e(path)}/${e(digest)}`,
  compare: (project: string, path: string, from: string, against: string) =>
    `/projects/${e(project)}/compare/${e(path)}?from=${e(from)}&to=${e(against)}`,
  admin: (part: string) => `/admin/${part}`,
  me: () => "/me",
};
