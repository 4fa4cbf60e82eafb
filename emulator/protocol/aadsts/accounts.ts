// Accounts: users, their sessions, passwords, and second factors.
// number | where | error | suberror | notes | evidence | sentence

export const accounts = `
130007 | authorize | interaction_required |  |  | docs | The device is disabled.
135011 | token | invalid_grant |  |  | docs | Device used during the authentication is disabled.
140000 | token | invalid_request |  |  | docs | Request nonce is not provided.
16000 | authorize | interaction_required |  |  | docs | Either multiple user identities are available for the current request or selected account is not supported for the scenario.
16001 | authorize | interaction_required |  |  | docs | The account that was selected cannot be used for this request. Pick another account.
16002 | authorize | interaction_required |  |  | docs | The session that the application asked for was not met by the signed-in sessions.
160021 | authorize | interaction_required |  |  | docs | Application requested a user session which does not exist.
16003 | page | access_denied |  |  | docs | The user has not been explicitly added to the tenant.
50000 | token | server_error |  |  | docs | There was an error issuing a token or an issue with our sign-in service.
50002 | page | access_denied |  |  | docs | Sign-in failed because of restricted proxy access on the tenant.
500021 | page | access_denied |  |  | docs | Access to '{tenant}' tenant is denied.
500022 | page | access_denied |  |  | docs | Access to '{tenant}' tenant is denied by the tenant restriction that the request carries.
50003 | token | server_error |  |  | docs | No signing key is configured.
50005 | authorize | interaction_required |  |  | docs | User tried to log in to a device from a platform that is currently not supported through Conditional Access policy.
50014 | page | access_denied |  |  | docs | The user is in a pending state: the invitation has not been redeemed.
50020 | page | access_denied |  |  | redirects#admin-consent-foreign-account | User account '{username}' from identity provider '{idp}' does not exist in tenant '{tenant}' and cannot access the application '{client}'({app}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.
500208 | authorize | access_denied |  |  | docs vibber-ai/fastapi-azure-auth#242 | The domain is not a valid login domain for the account type.
500210 | authorize | invalid_request |  |  | AzureAD/microsoft-authentication-library-for-android#2310 | Domain name does not match with the tenant identifier
500212 | page | access_denied |  |  | docs | The user's administrator has set an outbound access policy that does not allow access to the resource tenant.
500213 | page | access_denied |  |  | docs | The resource tenant's cross-tenant access policy does not allow this user to access this tenant.
50029 | authorize | invalid_request |  |  | docs | Invalid URI: the domain name contains invalid characters.
50033 | token | temporarily_unavailable |  |  | docs | A transient error has occurred. Please try again.
50034 | token | invalid_grant | bad_token |  | docs | The user account '{username}' does not exist in the directory '{tenant}'. To sign into this application, the account must be added to the directory.
50042 | token | server_error |  |  | docs | The salt required to generate a pairwise identifier is missing.
50053 | token | invalid_grant |  |  | docs | The account is locked, you've tried to sign in too many times with an incorrect user ID or password.
50055 | token | user_password_expired | user_password_expired | password-url | token-answers#50055 | The password is expired.
50056 | token | invalid_grant |  |  | docs | Invalid or null password: password doesn't exist in the directory for this user.
50057 | token | invalid_grant |  |  | token-answers#50057 | The user account is disabled.
50058 | authorize | login_required |  |  | redirects#prompt-none-login-required | A silent sign-in request was sent but no user is signed in. The cookies used to represent the user's session were not sent in the request to Azure AD. This can happen if the user is using Internet Explorer or Edge, and the web app sending the silent sign-in request is in different IE security zone than the Azure AD endpoint (login.microsoftonline.com).
50061 | page | invalid_request |  |  | docs | Unable to complete sign out. The request was invalid.
50068 | page | invalid_request |  |  | docs | Sign out has failed. The app that initiated sign out is not a participant in the current session.
50070 | page | invalid_request |  |  | docs | Sign out has failed. The request names an identifier that does not match the existing sessions.
50071 | page | invalid_request |  |  | docs | The logout request has expired.
50072 | token | interaction_required | basic_action |  | docs | Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication.
50074 | token | interaction_required | basic_action |  | docs | Strong Authentication is required.
50076 | token | invalid_grant | basic_action | claims | token-answers#50076-claims | Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.
50078 | token | invalid_grant | basic_action |  | token-answers#50078 | Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication to access '{resource}'.
50079 | token | invalid_grant | basic_action | claims | token-answers#50079 | Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '{resource}'.
50085 | token | invalid_grant |  |  | docs | Refresh token needs social identity provider login. Have the user sign in again.
50087 | authorize | temporarily_unavailable |  |  | docs | A transient error has occurred during strong authentication. Please try again.
50088 | authorize | temporarily_unavailable |  |  | docs | Limit on telecom MFA calls reached. Please try again in a few minutes.
50089 | token | invalid_grant |  |  | docs | Authentication failed due to flow token expired.
50097 | token | invalid_grant |  |  | token-answers#device-code-unmanaged-device docs | Device authentication is required.
50105 | page | access_denied |  |  | docs | Your administrator has configured the application '{client}' to block users unless they are specifically granted ('assigned') access to the application. The signed-in user is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator.
50125 | authorize | interaction_required |  |  | docs | Sign-in was interrupted because of a password reset or password registration entry.
50126 | token | invalid_grant |  |  | docs | Error validating credentials due to invalid username or password.
50127 | authorize | interaction_required |  |  | docs | The user needs to install a broker app to gain access to this content.
50129 | authorize | interaction_required |  |  | docs | Device is not workplace joined: workplace join is required to register the device.
50131 | authorize | access_denied |  |  | docs | Device is not in required device state or access was blocked by a Conditional Access policy or security policy decision.
50132 | token | invalid_grant | bad_token |  | docs | The session is not valid due to password expiration or recent password change.
50133 | token | invalid_grant | bad_token |  | docs | The session is not valid due to expiration or recent password change.
50134 | token | invalid_request |  |  | docs | Wrong data center: whoever authorizes a device must be in the data center of the request.
50135 | authorize | interaction_required |  |  | docs | Password change is required due to account risk.
50136 | authorize | interaction_required |  |  | docs | Single MSA session detected.
50139 | token | invalid_grant |  |  | docs | The session is not valid due to a missing external refresh token.
50140 | authorize | interaction_required |  |  | docs | This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.
50143 | authorize | interaction_required |  |  | docs | Session mismatch: the tenant of the user does not match the domain hint.
50144 | token | invalid_grant |  |  | docs | The user's Active Directory password has expired.
50155 | authorize | interaction_required |  |  | docs | Device authentication failed for this user.
50158 | authorize | interaction_required |  |  | docs | External security challenge was not satisfied.
50161 | authorize | interaction_required |  |  | docs | The claims sent by the external provider are not enough, or one is missing.
50173 | token | invalid_grant | bad_token |  | token-answers#50173 | The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '{issued}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{validFrom}'.
50180 | authorize | interaction_required |  |  | docs | Integrated Windows authentication is needed.
50187 | authorize | interaction_required |  |  | docs | The service failed to perform device authentication: device information was not provided.
50192 | authorize | interaction_required |  |  | docs | No credential was included in the sign-in request.
50196 | token | invalid_grant |  |  | token-answers#50196-loop | The server terminated an operation because it encountered a client request loop. Please contact your app vendor.
50197 | authorize | interaction_required |  |  | docs | The user could not be found. Try signing in again.
50199 | token | interaction_required |  |  | docs Azure/azure-cli#32420 | For security reasons, user confirmation is required for this request.
51000 | authorize | invalid_request |  |  | docs | The feature is disabled.
51001 | authorize | invalid_request |  |  | docs | A domain hint must be present with an on-premises identifier.
51004 | token | invalid_grant | bad_token |  | docs | The user account does not exist in the directory. To sign into this application, the account must be added to the directory.
80001 | token | temporarily_unavailable |  |  | docs | The Authentication Agent is unable to connect to Active Directory.
80002 | token | temporarily_unavailable |  |  | docs | The password validation request of the Authentication Agent timed out.
80005 | token | temporarily_unavailable |  |  | docs | An unknown error occurred while processing the response from the Authentication Agent.
80007 | token | invalid_grant |  |  | docs | The Authentication Agent is unable to validate the user's password.
80010 | token | server_error |  |  | docs | The Authentication Agent is unable to decrypt the password.
80012 | token | invalid_grant |  |  | docs | The user attempted to log on outside of the allowed hours.
80013 | token | invalid_grant |  |  | docs | The authentication attempt could not be completed due to time skew between the Authentication Agent and Active Directory.
80014 | token | temporarily_unavailable |  |  | docs | The Authentication Agent responded after the maximum elapsed time.
81004 | authorize | interaction_required |  |  | docs | Kerberos authentication attempt failed.
81006 | authorize | interaction_required |  |  | docs | No authorization header was found for seamless single sign-on.
81007 | authorize | interaction_required |  |  | docs | The tenant is not enabled for seamless single sign-on.
81010 | authorize | interaction_required |  |  | docs | Seamless single sign-on failed because the user's Kerberos ticket has expired or is invalid.
`
