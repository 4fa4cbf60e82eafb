export * from '../../src/entryway/testing.ts'
