// Fixtures for @playwright/test.
export {
  type LocalEntraFixtures,
  type LocalEntraSettings,
  localEntraFixtures,
  type SeenRequest,
} from '../../emulator/playwright/fixtures.ts'
