// The frame of every page: title, style, and the line that says whose page this is not.
import { html, raw } from 'hono/html'

export type Html = ReturnType<typeof html>

const style = `
:root { color-scheme: light dark; --text: #1c1b22; --soft: #55535e; --page: #f4f2ef; --card: #ffffff;
  --line: #c9c5be; --strong: #0b5a58; --on-strong: #ffffff; --hover: #eef4f3; --warn: #8a2c0d }
@media (prefers-color-scheme: dark) { :root { --text: #f1eff4; --soft: #b9b5c3; --page: #17161b; --card: #222128;
  --line: #4a4753; --strong: #7fd1c7; --on-strong: #10201f; --hover: #2c2b34; --warn: #ffb59c } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
header { padding: .6rem 1rem; border-bottom: 1px solid var(--line); color: var(--soft); font-size: .875rem;
  text-align: center }
main { width: min(100% - 2rem, var(--width, 27rem)); margin: 2rem auto; padding: 1.75rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere }
main.wide { --width: 60rem }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25 }
h2 { margin: 2rem 0 .5rem; font-size: 1.125rem }
p { margin: 0 0 1rem }
a { color: var(--strong) }
button, input, select { font: inherit; color: inherit }
button { min-height: 2.75rem; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); cursor: pointer }
button:hover { background: var(--hover) }
button.strong { background: var(--strong); border-color: var(--strong); color: var(--on-strong) }
button.strong:hover { filter: brightness(1.08) }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px }
.people { display: grid; gap: .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none }
.people button { display: flex; gap: .75rem; align-items: center; width: 100%; text-align: left }
.people .initials { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  background: var(--strong); color: var(--on-strong); font-weight: 600 }
.people .name { display: block; font-weight: 600; line-height: 1.3 }
.people .soft { display: block; line-height: 1.3 }
.soft { color: var(--soft); font-size: .875rem }
.warn { color: var(--warn) }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; justify-content: flex-end }
code { font: .875em ui-monospace, monospace }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem }
dt { color: var(--soft) } dd { margin: 0 }
iframe { display: none }
@media (max-width: 30rem) { main { width: 100%; margin: 0; border-width: 0 0 1px; border-radius: 0; padding: 1.25rem }
  dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem } }
`

type Page = { title: string; body: Html; head?: Html; wide?: boolean; style?: string }

export const page = ({ title, body, head, wide, style: more }: Page): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Local Entra emulator</title>
<link rel="icon" href="data:,">
<style>${raw(style)}${raw(more ?? '')}</style>
${head ?? ''}
</head>
<body>
<header>Local Entra emulator &mdash; not Microsoft</header>
<main class="${wide ? 'wide' : 'narrow'}">
${body}
</main>
</body>
</html>`
