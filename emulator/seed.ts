// What every emulator starts with, for tests and for `npm start`: tenants, people and apps, and what these are.

export * from './azure-devops/organizations.ts'
export * from './directory/app-registration.ts'
export * from './directory/apps.ts'
export * from './directory/groups.ts'
export * from './directory/people.ts'
export * from './directory/person.ts'
export * from './directory/tenants.ts'
