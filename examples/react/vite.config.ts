import { defineConfig } from 'vite'

// No inline scripts or data: URLs: the Content-Security-Policy allows neither.
export default defineConfig({ build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } } })
