// Microsoft's mark and words. Source: Microsoft identity platform, "Sign in with Microsoft: Branding guidelines for applications".

export function SignInButton({ href = '/login' }: { href?: string }) {
  return (
    <a class="microsoft" href={href}>
      <svg aria-hidden="true" width="21" height="21" viewBox="0 0 21 21">
        <rect x="1" y="1" width="9" height="9" fill="#f25022" />
        <rect x="1" y="11" width="9" height="9" fill="#00a4ef" />
        <rect x="11" y="1" width="9" height="9" fill="#7fba00" />
        <rect x="11" y="11" width="9" height="9" fill="#ffb900" />
      </svg>
      Sign in with Microsoft
    </a>
  )
}
