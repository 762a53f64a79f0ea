import { fileURLToPath } from 'node:url';
import babel from '@rolldown/plugin-babel';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { reportSize } from './scripts/check-size.mjs';
import { assertTranslated } from './scripts/check-translations.mjs';

const web = fileURLToPath(new URL('.', import.meta.url));
// The build starts from the root of the repository; Lingui looks for its settings in the working directory.
process.env.LINGUI_CONFIG = `${web}lingui.config.ts`;
const server = process.env.SAMPARK_SERVER ?? 'http://127.0.0.1:4400';

/** A text that was never extracted would show as its code: neither that nor a missing translation may ship. */
function translationsComplete(): Plugin {
  return { name: 'sampark-translations', apply: 'build', buildStart: () => assertTranslated() };
}

function firstPageSize(): Plugin {
  return {
    name: 'sampark-first-page-size',
    apply: 'build',
    writeBundle: ({ dir }) => reportSize(dir ?? `${web}dist`),
  };
}

export default defineConfig({
  root: web,
  plugins: [
    react(),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    lingui({ failOnMissing: true, failOnCompileError: true }),
    tailwindcss(),
    translationsComplete(),
    firstPageSize(),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: ['chrome111', 'safari16.4', 'firefox128'],
    // The content policy is "self" only: no data: URIs for fonts or images.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Every address is known from the start: as one piece they name what their pages need once, not once each.
        codeSplitting: { groups: [{ name: 'routes', test: /\/web\/src\/pages\/[^/]+\/routes\.ts$/ }] },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 4401,
    proxy: { '/api': server, '/docs': server, '/openapi.json': server },
  },
});
