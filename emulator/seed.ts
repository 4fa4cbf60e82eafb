// What every emulator starts with, for tests and for `npm start`: tenants, people and apps, and what these are.
export * from './app-registration.ts'
export * from './apps.ts'
export * from './azure-devops/organizations.ts'
export * from './people.ts'
export * from './person.ts'
export * from './tenants.ts'
