"use strict";
// Everything that is shown is set as text, never as markup; nothing is asked of any other host.

const TEXTS = {
  en: {
    search: "Search", user: "User", password: "Password", send: "Send", body: "Body (JSON)", required: "required",
    other: "中文", failed: "The request could not be sent.", sure: "This changes the registry. Send it?",
    about: "Every operation that this registry answers. Without a name and password, requests go out with the session of this browser.",
  },
  zh: {
    search: "搜索", user: "用户名", password: "密码", send: "发送", body: "请求体（JSON）", required: "必填",
    other: "English", failed: "请求未能发出。", sure: "此操作会更改镜像仓库的数据，确定发送吗？",
    about: "此处列出本仓库支持的全部接口。不填用户名和密码时，请求使用当前浏览器的会话。",
  },
};
const BASE = "/api/v2.0";
const METHODS = ["get", "head", "post", "put", "patch", "delete"];
let language = navigator.language.startsWith("zh") ? "zh" : "en";
let contract = null;
let csrf = "";

const say = (name) => TEXTS[language][name];
const byId = (id) => document.getElementById(id);

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

const resolved = (one) => (one.$ref ? one.$ref.slice(2).split("/").reduce((at, key) => at[key], contract) : one);

function example(schema, depth = 0) {
  const one = resolved(schema);
  if (depth > 6) return null;
  if (one.type === "array") return [example(one.items || {}, depth + 1)];
  if (one.properties) {
    return Object.fromEntries(Object.entries(one.properties).map(([name, of]) => [name, example(of, depth + 1)]));
  }
  return { string: "", integer: 0, number: 0, boolean: false, object: {} }[one.type] ?? null;
}

function field(parameter) {
  const input = element(parameter.in === "body" ? "textarea" : "input");
  input.dataset.name = parameter.name;
  input.dataset.place = parameter.in;
  input.required = parameter.in === "path";
  if (parameter.default !== undefined) input.placeholder = String(parameter.default);
  if (parameter.in === "body") input.value = JSON.stringify(example(parameter.schema || {}), null, 2);
  const note = parameter.required ? ` (${say("required")})` : "";
  const name = parameter.in === "body" ? say("body") : `${parameter.name} · ${parameter.in}`;
  return element("label", "", element("span", name + note), input);
}

async function send(event, method, path) {
  event.preventDefault();
  const form = event.target;
  const shown = form.querySelector("pre");
  if (!["GET", "HEAD"].includes(method) && !window.confirm(say("sure"))) return;
  const headers = {};
  const query = new URLSearchParams();
  let target = path;
  let body;
  for (const input of form.querySelectorAll("[data-name]")) {
    const { name, place } = input.dataset;
    if (place === "path") target = target.replace(`{${name}}`, encodeURIComponent(input.value));
    else if (place === "body") body = input.value;
    else if (input.value === "") continue;
    else if (place === "query") query.append(name, input.value);
    else headers[name] = input.value;
  }
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (byId("user").value) {
    const bytes = new TextEncoder().encode(`${byId("user").value}:${byId("password").value}`);
    headers.Authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
  } else if (csrf) headers["X-Harbor-CSRF-Token"] = csrf;
  const tail = query.size ? `?${query}` : "";
  try {
    const answer = await fetch(BASE + target + tail, { method, headers, body });
    csrf = answer.headers.get("X-Harbor-CSRF-Token") || csrf;
    const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    let text = await answer.text();
    try { text = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it is */ }
    shown.textContent = `${method} ${BASE}${target}${tail}\n\n${answer.status}\n${lines}\n\n${text}`;
  } catch {
    shown.textContent = say("failed");
  }
}

function form(method, path, operation, shared) {
  const made = element("form");
  for (const one of [...shared, ...(operation.parameters || [])].map(resolved)) {
    if (one.name.toLowerCase() !== "x-request-id") made.append(field(one));
  }
  made.append(element("button", say("send")), element("pre"));
  made.addEventListener("submit", (event) => send(event, method, path));
  return made;
}

function entry(method, path, operation, shared) {
  const kind = element("span", method);
  kind.className = `method ${method}`;
  const made = element("details", "", element("summary", "", kind, element("code", path), ` ${operation.operationId}`));
  made.addEventListener("toggle", () => {
    if (made.open && made.childElementCount === 1) made.append(form(method, path, operation, shared));
  });
  return made;
}

function show() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  byId("language").textContent = say("other");
  if (!contract) return;
  const wanted = byId("search").value.toLowerCase();
  const tags = new Map();
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const method of METHODS.filter((name) => methods[name])) {
      const operation = methods[method];
      if (!`${method} ${path} ${operation.operationId} ${operation.tags[0]}`.toLowerCase().includes(wanted)) continue;
      const made = entry(method.toUpperCase(), path, operation, methods.parameters || []);
      tags.set(operation.tags[0], [...(tags.get(operation.tags[0]) || []), made]);
    }
  }
  const sections = [...tags].sort(([a], [b]) => a.localeCompare(b));
  byId("operations").replaceChildren(...sections.flatMap(([tag, all]) => [element("h2", tag), ...all]));
}

byId("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; show(); });
byId("search").addEventListener("input", show);
show();
fetch(`${BASE}/openapi.json`)
  .then((answer) => {
    csrf = answer.headers.get("X-Harbor-CSRF-Token") || "";
    return answer.json();
  })
  .then((found) => { contract = found; show(); })
  .catch(() => { byId("operations").textContent = say("failed"); });
