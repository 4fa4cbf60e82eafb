// The page that every contender serves, byte for byte: what guards it is all that differs.

export function greeting(name: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Welcome</title><meta name="viewport" content="width=device-width"></head>
<body>
<main><h1>Welcome, <bdi>${escaped(name)}</bdi></h1>
<p>This page is for people who have signed in.</p></main>
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
