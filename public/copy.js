// On the page with a token's value: a button that copies it, and nothing left of it when the page is gone.
const field = document.getElementById('value')
const button = document.querySelector('[data-copies]')
const copied = document.getElementById('copied')

if (field && button && copied && navigator.clipboard) {
  button.hidden = false
  button.addEventListener('click', async () => {
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
      copied.textContent = 'Copied.'
    } catch {
      copied.textContent = 'The browser did not let it be copied. It is selected: copy it with the keyboard.'
    }
  })
}

// A browser may keep the page as it was, for "Back" and "Forward".
addEventListener('pagehide', () => {
  if (!field) return
  field.value = ''
  // The page's own text has it too.
  field.removeAttribute('value')
})
