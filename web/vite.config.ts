import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The files become part of the Python package; `npm run dev` speaks to a registry on :8080.
export default defineConfig({
  base: "/portal/",
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../roadstead/portal/web",
    emptyOutDir: true,
    assetsDir: "assets",
    target: "es2022",
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    // The policy of the pages allows no data: URLs in styles and scripts.
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/c": "http://127.0.0.1:8080", "/v2": "http://127.0.0.1:8080" } },
});
