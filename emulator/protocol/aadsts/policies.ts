// Policies: what Conditional Access and the security defaults block.
// number | where | error | suberror | notes | evidence | sentence

export const policies = `
53000 | authorize | interaction_required |  |  | docs microsoft/AzureStorageExplorer#8850 | Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant. The user must enroll their device with an approved MDM provider like Intune.
530003 | token | invalid_grant |  |  | AzureAD/microsoft-authentication-library-for-objc#1900 | Your device is required to be managed to access this resource.
53001 | authorize | interaction_required |  |  | docs | Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device.
53002 | authorize | interaction_required |  |  | docs | The app used is not an approved app for Conditional Access.
53003 | token | invalid_grant | message_only | claims | token-answers#53003 token-answers#device-code-blocked | Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.
530032 | token | invalid_grant |  |  | docs | Access has been blocked by security policy: a policy configured by the tenant administrator does not allow it.
530034 | authorize | access_denied |  |  | docs | A delegated administrator was blocked from accessing the tenant due to account risk in their home tenant.
530035 | token | invalid_grant |  |  | docs | Access has been blocked by security defaults. This is due to the request using legacy auth or being deemed unsafe by security defaults policies.
53004 | authorize | access_denied |  |  | docs | The user needs to complete the multi-factor authentication registration process before accessing this content.
53010 | authorize | access_denied |  |  | docs | Multi-factor authentication methods cannot be configured here: the organization requires this to be set from specific locations or devices.
53011 | authorize | access_denied |  |  | docs | User blocked due to risk on home tenant.
54000 | authorize | access_denied |  |  | docs | The user is blocked by a rule on legal age.
`
