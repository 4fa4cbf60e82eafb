// /profile: what Microsoft Graph has about the user, their photo, and a form to change it.
import { Hono } from 'hono'
import type { Entryway } from '../entryway/index.ts'
import { accountKind } from '../ui/account-kind.ts'
import { consumeFlash } from '../ui/flash.ts'
import { formOr401 } from '../ui/form.tsx'
import { editProfile, saveProfile } from './edit.tsx'
import { getPhoto, getProfile } from './graph.ts'
import { InitialsImage } from './initials.tsx'
import { ProfilePage } from './page.tsx'

export function profile(auth: Entryway<Env>) {
  const routes = new Hono<{ Bindings: Env }>()
  routes.get('/profile', auth.requireSession(), async (c) => {
    const profile = await getProfile(c.var.session)
    const kind = accountKind(auth.settings(c), c.var.session.identity)
    const page = <ProfilePage {...{ profile, kind }} saved={consumeFlash(c, /^saved$/) !== null} />
    return c.render(page, { title: 'Profile' })
  })
  routes.get('/profile/edit', auth.requireSession(), (c) => editProfile(c, auth, c.var.session))
  routes.post('/profile/edit', auth.session(), formOr401, (c) => saveProfile(c, auth, c.var.session))
  routes.get('/profile/photo', auth.requireSession(), async (c) => {
    // If Graph fails, show initials.
    const photo = await auth.orNull(c, getPhoto(c.var.session))
    if (photo) return c.body(photo.body, 200, { 'content-type': photo.type })
    const initials = `${<InitialsImage identity={c.var.session.identity} />}`
    return c.body(initials, 200, { 'content-type': 'image/svg+xml' })
  })

  const tile = () => (
    <a class="card" href="/profile">
      <strong>Profile</strong>
      <span>See your profile from Microsoft Graph</span>
    </a>
  )
  const link = () => ({ href: '/profile', label: 'Profile' })
  return { routes, tile, link, photo: '/profile/photo' }
}
