// The start page's script: submits forms without reloading, so that search, scroll position, and focus stay; filters
// the faults; and warns at another URL. The forms also work without it.

/** Updates every `data-live` element from the response. On an error, submits the form natively so that the browser shows it. */
export const liveScript = `
document.addEventListener('submit', async (event) => {
  const form = event.target
  event.preventDefault()
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    if (!answer.ok) throw new Error(answer.statusText)
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const part of document.querySelectorAll('[data-live]')) {
      const had = part.contains(document.activeElement)
      const now = next.getElementById(part.id)?.innerHTML ?? ''
      if (part.innerHTML !== now) part.innerHTML = now
      if (had && !part.contains(document.activeElement)) part.focus()
    }
  } catch {
    form.submit()
  }
})
const elsewhere = document.getElementById('elsewhere')
elsewhere.hidden = location.origin === elsewhere.dataset.origin
const search = document.getElementById('search')
const none = document.getElementById('none')
search.parentElement.hidden = false
function narrow() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean)
  let shown = 0
  for (const group of document.querySelectorAll('.faults')) {
    let here = 0
    for (const item of group.children) {
      const text = item.textContent.toLowerCase()
      item.hidden = !words.every((word) => text.includes(word))
      here += item.hidden ? 0 : 1
    }
    group.parentElement.hidden = here === 0
    group.parentElement.open = words.length > 0
    shown += here
  }
  none.hidden = shown > 0
}
search.addEventListener('input', narrow)
if (search.value) narrow()
`
