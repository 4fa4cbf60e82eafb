// /v1.0/applications: creates, reads, updates, and deletes app registrations and their secrets.
import { type Context, Hono } from 'hono'
import type { AppRegistration } from '../../directory/app-registration.ts'
import { revokeConsents } from '../../directory/consent.ts'
import { notFound } from '../../directory/graph-refusal.ts'
import { isNotReplicated } from '../../directory/replication.ts'
import { type Tenant, tenantOf } from '../../directory/tenants.ts'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { keyOf } from '../object-key.ts'
import { collection, contextOf, entity } from '../odata/collection.ts'
import { applicationType } from '../odata/metadata.ts'
import { readBody } from '../request-body.ts'
import { checkAudiencePolicy, checkMayRegister, checkSecretPolicy } from './app-policy.ts'
import { applicationOf, graphTime, keyCredentialOf, passwordCredentialOf } from './application.ts'
import { type ApplicationChange, changedApplication, newApplication } from './application-body.ts'
import { changed } from './application-change.ts'
import { checkChangeFaults, checkCreationFaults, checkServiceReference } from './directory-fault.ts'
import {
  addFederated,
  changeFederated,
  listFederated,
  removeFederated,
  showFederated,
} from './federated-credential-routes.ts'
import {
  addedKey,
  checkProof,
  createCertificate,
  removeCertificate,
  removedKey,
  replaceCertificates,
} from './key-credential.ts'
import { asOperator, checkMayChange, type Operator, type Right, rights } from './operator.ts'
import { createSecret, keepSecrets, newSecret, removedSecret, removeSecret } from './secret.ts'

type Json = Record<string, unknown>

/** Throws GraphRefusal if the tenant has no such app, or the responding replica doesn't have it yet. */
function findApplication(c: Context, state: State, { tenant }: Operator): AppRegistration {
  const { name, value } = keyOf(c)
  const app = state.apps.find(
    (each) => each.tenantId === tenant.id && (name === 'id' ? each.objectId : each.clientId) === value,
  )
  if (!app || isNotReplicated(state.faults, app, state.now())) throw notFound(value)
  return app
}

const json = (state: State, app: AppRegistration) => applicationOf(app, state.appOrigin) as Json

const emptyApp = (tenant: Tenant, owner: string, now: number): AppRegistration => ({
  tenantId: tenant.id,
  tenant,
  clientId: crypto.randomUUID(),
  objectId: crypto.randomUUID(),
  displayName: '',
  signInAudience: 'AzureADMyOrg',
  publicClient: false,
  secrets: [],
  certificates: [],
  redirectUris: [],
  spaRedirectUris: [],
  publicClientRedirectUris: [],
  frontChannelLogout: null,
  permissions: [],
  requiredResources: [],
  optionalClaims: [],
  owners: [owner],
  others: {},
  createdAt: now,
})

async function change(state: State, app: AppRegistration, body: ApplicationChange): Promise<void> {
  const { passwordCredentials, keyCredentials } = body
  const now = state.now()
  const certificates = keyCredentials && (await replaceCertificates(app, keyCredentials, now))
  // No await from here on, so that a secret added concurrently is not lost.
  const others = state.apps.filter((each) => each !== app)
  const next = changed(app, body, others)
  if (certificates) next.certificates = certificates
  if (passwordCredentials) next.secrets = keepSecrets(app.secrets, passwordCredentials)
  // Updated in place: sign-ins in progress hold a reference to this object.
  Object.assign(app, next)
}

async function register(c: Context, state: State, operator: Operator) {
  checkMayRegister(state, operator)
  checkCreationFaults(state.faults)
  const body = await readBody(c, newApplication, 'Application')
  checkAudiencePolicy(state.faults, body.signInAudience ?? '')
  checkServiceReference(state.faults, body.serviceManagementReference)
  const app = emptyApp(operator.tenant, operator.ownerId, state.now())
  if (/Personal/.test(body.signInAudience ?? '')) body.api ??= { requestedAccessTokenVersion: 2 }
  await change(state, app, body)
  state.apps.push(app)
  return c.json(entity(c, applicationType, 'applications', json(state, app)), 201)
}

function list(c: Context, state: State, { tenant }: Operator) {
  const own = state.apps.filter(
    (app) => app.tenantId === tenant.id && !isNotReplicated(state.faults, app, state.now()),
  )
  return collection(
    c,
    applicationType,
    'applications',
    own.map((app) => json(state, app)),
  )
}

/** Also removes the app's service principal at home, its place in a user flow, and all consent. */
function remove(state: State, app: AppRegistration): void {
  state.apps = state.apps.filter((each) => each !== app)
  const deletedDateTime = graphTime(state.now())
  state.deletedApps.push({ ...app, others: { ...app.others, deletedDateTime } })
  state.servicePrincipals = state.servicePrincipals.filter(
    ({ tenantId, appId }) => tenantId !== app.tenantId || appId !== app.clientId,
  )
  for (const flow of state.userFlows) flow.appIds = flow.appIds.filter((appId) => appId !== app.clientId)
  revokeConsents(state, app.clientId, () => true)
}

export function applicationRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.post('/v1.0/applications', (c) =>
    asOperator(c, state, rights.changeApp, (operator) => register(c, state, operator)),
  )
  routes.get('/v1.0/applications', (c) =>
    asOperator(c, state, rights.readDirectory, (operator) => list(c, state, operator)),
  )

  type Act = (c: Context, app: AppRegistration) => Response | Promise<Response>
  /** For one app, by object ID or client ID. */
  const onApp = (method: string, action: string, right: Right, act: Act) => {
    for (const path of ['/v1.0/applications/:id', '/v1.0/:object{applications\\(.+\\)}']) {
      routes.on(method, `${path}${action}`, (c) =>
        asOperator(c, state, right, (operator) => {
          const app = findApplication(c, state, operator)
          if (right === rights.changeApp) {
            checkMayChange(operator, app)
            checkChangeFaults(state.faults)
          }
          return act(c, app)
        }),
      )
    }
  }

  onApp('GET', '', rights.readDirectory, (c, app) =>
    c.json(entity(c, applicationType, 'applications', json(state, app))),
  )
  onApp('PATCH', '', rights.changeApp, async (c, app) => {
    const body = await readBody(c, changedApplication, 'Application')
    checkAudiencePolicy(state.faults, body.signInAudience ?? '')
    await change(state, app, body)
    return c.body(null, 204)
  })
  onApp('DELETE', '', rights.changeApp, (c, app) => {
    remove(state, app)
    return c.body(null, 204)
  })
  onApp('POST', '/addPassword', rights.changeApp, async (c, app) => {
    const secret = createSecret(app, await readBody(c, newSecret, 'PasswordCredential'), state.now())
    checkSecretPolicy(state.faults, tenantOf(app), secret)
    app.secrets = [...app.secrets, secret]
    const context = contextOf(c, 'microsoft.graph.passwordCredential')
    return c.json({ '@odata.context': context, ...passwordCredentialOf(secret), secretText: secret.value })
  })
  onApp('POST', '/removePassword', rights.changeApp, async (c, app) => {
    removeSecret(app, (await readBody(c, removedSecret, 'PasswordCredential')).keyId)
    return c.body(null, 204)
  })
  onApp('POST', '/addKey', rights.changeApp, async (c, app) => {
    const { keyCredential, proof } = await readBody(c, addedKey, 'KeyCredential')
    await checkProof(app, proof, state.now())
    const certificate = await createCertificate(keyCredential, state.now())
    app.certificates = [...app.certificates, certificate]
    const context = contextOf(c, 'microsoft.graph.keyCredential')
    return c.json({ '@odata.context': context, ...keyCredentialOf(certificate) })
  })
  onApp('POST', '/removeKey', rights.changeApp, async (c, app) => {
    const { keyId, proof } = await readBody(c, removedKey, 'KeyCredential')
    await checkProof(app, proof, state.now())
    removeCertificate(app, keyId)
    return c.body(null, 204)
  })
  const federated = '/federatedIdentityCredentials'
  onApp('GET', federated, rights.readDirectory, listFederated)
  onApp('POST', federated, rights.changeApp, addFederated)
  onApp('GET', `${federated}/:credential`, rights.readDirectory, showFederated)
  onApp('PATCH', `${federated}/:credential`, rights.changeApp, changeFederated)
  onApp('DELETE', `${federated}/:credential`, rights.changeApp, removeFederated)
  return routes
}
