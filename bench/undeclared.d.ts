// A package without types, and CommonJS, so that its default export is one deeper.
declare module 'workerd' {
  const workerd: { /** The path of the binary. */ default: string }
  export default workerd
}
