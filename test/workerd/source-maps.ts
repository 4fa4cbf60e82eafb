// Positions of failing tests: @cloudflare/vitest-plugin 1.5.0 takes a module's code as vitest 5.1 stores it, with the source map at
// its end, and vitest looks for the map beside the code.
const MARK = '\n//# vitestSourceMap='

type Module = { meta?: { code: string; sourceMap?: string } }
type Modules = { getModuleById(id: string): Module | undefined; getModuleSourceMapById(id: string): unknown }

const { evaluatedModules } = (globalThis as unknown as { __vitest_worker__: { evaluatedModules: Modules } })
  .__vitest_worker__
const inherited = evaluatedModules.getModuleSourceMapById

// Once for all files, which share their modules.
if (!Object.hasOwn(evaluatedModules, 'getModuleSourceMapById')) {
  evaluatedModules.getModuleSourceMapById = function (id) {
    const { meta } = this.getModuleById(id) ?? {}
    const [, sourceMap] = meta?.code.split(MARK) ?? []
    if (meta && sourceMap) meta.sourceMap = sourceMap
    return inherited.call(this, id)
  }
}
