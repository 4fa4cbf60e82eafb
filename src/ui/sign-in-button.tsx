// Microsoft's mark and words. Source: Microsoft identity platform, "Sign in with Microsoft: Branding guidelines for applications".

export function SignInButton({ href = '/login' }: { href?: string }) {
  return (
    <a class="microsoft" href={href}>
      <img src="/microsoft.svg" alt="" width="21" height="21" />
      Sign in with Microsoft
    </a>
  )
}
