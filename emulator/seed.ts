// The sample tenants, people, and apps, and their types.

export * from './azure-devops/organizations.ts'
export * from './directory/app-registration.ts'
export * from './directory/apps.ts'
export * from './directory/groups.ts'
export * from './directory/people.ts'
export * from './directory/person.ts'
export * from './directory/tenants.ts'
