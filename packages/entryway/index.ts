export * from '../../src/entryway/index.ts'
