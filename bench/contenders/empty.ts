// What workerd itself costs to start.
export default { fetch: () => new Response('') }
