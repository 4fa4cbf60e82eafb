// What Entra refuses with: AADSTS number, where the app hears of it, OAuth error, suberror and sentence.

/** `page`: met at the authorization endpoint, shown to the person, and never told to the app. */
type Where = 'authorize' | 'token' | 'page'

export type Aadsts = {
  number: number
  where: Where
  error: string
  suberror: string | null
  status: number
  text: string
}

const table = `
16000   | authorize | interaction_required | | Either multiple user identities are available for the current request or selected account is not supported for the scenario.
28000   | token     | invalid_request | | Provided value for the input parameter scope is not valid because it contains more than one resource. Scope '{scope}' is not valid.
28002   | token     | invalid_scope | | Provided value for the input parameter scope '{scope}' is not valid when requesting an access token. Please specify a valid scope.
28003   | token     | invalid_scope | | Provided value for the input parameter scope cannot be empty when requesting an access token using the provided authorization code. Please specify a valid scope.
50001   | authorize | invalid_resource | | The resource principal named '{resource}' was not found in the tenant.
500011  | authorize | invalid_resource | | The resource principal named '{resource}' was not found in the tenant named '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.
50011   | page      | invalid_request | | The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{client}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.
500112  | token     | invalid_grant | | The reply address '{redirectUri}' does not match the reply address provided when requesting Authorization code.
50012   | token     | invalid_client | | Authentication failed. The client assertion is not valid.
700027  | token     | invalid_client | | The certificate with identifier used to sign the client assertion is not registered on application.
50013   | token     | invalid_grant | | Assertion failed signature validation.
500133  | token     | invalid_grant | | Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.
50020   | page      | access_denied | | User account '{username}' from identity provider does not exist in tenant '{tenant}' and cannot access the application '{client}' in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account.
500208  | authorize | access_denied | | The domain is not a valid login domain for the account type.
50034   | token     | invalid_grant | bad_token | The user account '{username}' does not exist in the directory '{tenant}'. To sign into this application, the account must be added to the directory.
51004   | token     | invalid_grant | bad_token | The user account does not exist in the directory. To sign into this application, the account must be added to the directory.
50053   | token     | invalid_grant | | The account is locked, you've tried to sign in too many times with an incorrect user ID or password.
50048   | token     | invalid_client | | The subject of the client assertion does not match its issuer.
50055   | token     | invalid_grant | user_password_expired | The password is expired.
50056   | token     | invalid_grant | | Invalid or null password: password doesn't exist in the directory for this user.
50057   | token     | invalid_grant | | The user account is disabled.
50058   | authorize | login_required | | Session information is not sufficient for single-sign-on. A silent sign-in request was sent but no user is signed in.
50072   | token     | interaction_required | basic_action | Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication.
50074   | token     | interaction_required | basic_action | Strong Authentication is required.
50076   | token     | invalid_grant | basic_action | Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.
50078   | token     | invalid_grant | basic_action | Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication.
50079   | token     | invalid_grant | basic_action | Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication.
50097   | authorize | interaction_required | | Device authentication is required.
53000   | authorize | interaction_required | | Device is not in required device state. Conditional Access policy requires a compliant device, and the device is not compliant.
53001   | authorize | interaction_required | | Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device.
53002   | authorize | interaction_required | | The app used is not an approved app for Conditional Access.
50105   | page      | access_denied | | Your administrator has configured the application '{client}' to block users unless they are specifically granted ('assigned') access to the application. The signed-in user is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator.
50126   | token     | invalid_grant | | Error validating credentials due to invalid username or password.
50131   | authorize | access_denied | | Device is not in required device state or access was blocked by a Conditional Access policy or security policy decision.
53003   | token     | invalid_grant | | Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.
530032  | token     | invalid_grant | | Access has been blocked by security policy: a policy configured by the tenant administrator does not allow it.
530035  | token     | invalid_grant | | Access has been blocked by security defaults. This is due to the request using legacy auth or being deemed unsafe by security defaults policies.
50132   | token     | invalid_grant | bad_token | The session is not valid due to password expiration or recent password change.
50133   | token     | invalid_grant | bad_token | The session is not valid due to expiration or recent password change.
50173   | token     | invalid_grant | bad_token | The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.
50140   | authorize | interaction_required | | This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.
50147   | authorize | invalid_request | | Missing code_challenge parameter or its size is invalid.
501491  | authorize | invalid_request | | The value of the code_challenge parameter is invalid: its size must be 43 to 128 characters.
501481  | token     | invalid_grant | | The Code_Verifier does not match the code_challenge supplied in the authorization request.
50194   | authorize | invalid_request | | Application '{client}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint or configure the application to be multi-tenant.
50196   | token     | invalid_grant | | The server terminated an operation because it encountered a client request loop. Please contact your app vendor.
54005   | token     | invalid_grant | | OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.
65001   | token     | invalid_grant | consent_required | The user or administrator has not consented to use the application with ID '{client}' named '{app}'. Send an interactive authorization request for this user and resource.
65004   | authorize | access_denied | | User declined to consent to access the app.
65005   | authorize | invalid_client | | The application is misconfigured: its required resource access list does not contain applications discoverable by the resource.
650052  | authorize | invalid_client | | The app is trying to access a service that your organization lacks a service principal for. Contact your IT Admin to review the configuration of your service subscriptions or consent to the application.
650053  | authorize | invalid_client | | The application '{app}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'. Contact the app vendor.
650056  | authorize | invalid_client | | Misconfigured application. The client has not listed any permissions for '{resource}' in the requested permissions in the client's application registration.
650057  | token     | invalid_resource | | Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.
70000   | token     | invalid_grant | | The provided value for the input parameter '{parameter}' is not valid: the grant is malformed, or was issued to another client.
70001   | token     | unauthorized_client | | The application named '{client}' is disabled.
70002   | token     | invalid_client | | Error validating credentials.
70003   | token     | unsupported_grant_type | | The app requested an unsupported grant type '{grant}'.
70005   | authorize | unsupported_response_type | | The provided value for the input parameter 'response_type' isn't allowed for this client. Expected value is 'code'.
70007   | authorize | invalid_request | | '{mode}' is not a supported value of 'response_mode' when requesting a code.
70008   | token     | invalid_grant | | The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.
70011   | token     | invalid_scope | | The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope '{scope}' is not valid.
70016   | token     | authorization_pending | | OAuth 2.0 device flow error. Authorization is pending. Continue polling.
70018   | token     | bad_verification_code | | Invalid verification code due to User typing in wrong user code for device code flow.
70019   | token     | expired_token | | Verification code expired. Have the user retry the sign-in.
70051   | token     | invalid_grant | | The request cannot be served.
70043   | token     | invalid_grant | token_expired | The refresh token has expired or is invalid due to sign-in frequency checks by Conditional Access.
70044   | authorize | interaction_required | | The session has expired or is invalid due to sign-in frequency checks by Conditional Access.
700005  | token     | invalid_grant | | Provided Authorization Code is intended to use against other tenant, thus rejected. OAuth2 Authorization Code must be redeemed against same tenant it was acquired for.
700011  | token     | unauthorized_client | | Application with identifier '{client}' was not found in the directory.
700016  | token     | unauthorized_client | | Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.
700022  | token     | invalid_scope | | The provided value for the input parameter scope isn't valid because it contains more than one resource. Scope '{scope}' is not valid.
700023  | token     | invalid_scope | | The provided value for the input parameter scope isn't valid because it's empty, or names no resource. Scope '{scope}' is not valid.
700024  | token     | invalid_client | | Client assertion is not within its valid time range.
700025  | token     | invalid_client | | Client is public so neither 'client_assertion' nor 'client_secret' should be presented.
700051  | authorize | unsupported_response_type | | response_type 'token' is not enabled for the application.
700054  | authorize | unsupported_response_type | | response_type 'id_token' is not enabled for the application.
700082  | token     | invalid_grant | | The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.
700084  | token     | invalid_grant | | The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended. It is now expired and a new sign in request must be sent.
700030  | token     | invalid_client | | The certificate of the client assertion is not valid: its subject name or issuer is not allowed for application '{client}'.
7000112 | token     | unauthorized_client | | Application '{client}'({app}) is disabled.
7000215 | token     | invalid_client | | Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'.
7000216 | token     | invalid_client | | 'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.
7000218 | token     | invalid_client | | The request body must contain the following parameter: 'client_assertion' or 'client_secret'.
7000229 | token     | unauthorized_client | | The client application '{client}' is missing service principal in the tenant '{tenant}'. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119
7000222 | token     | invalid_client | | The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.
90002   | token     | invalid_request | | Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.
90019   | token     | invalid_request | | No tenant-identifying information found in either the request or implied by any provided credentials.
50059   | token     | invalid_request | | No tenant-identifying information found in either the request or implied by any provided credentials.
90014   | authorize | invalid_request | | The required field '{parameter}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.
90023   | authorize | invalid_request | | Unsupported '{parameter}' value.
900144  | token     | invalid_request | | The request body must contain the following parameter: '{parameter}'.
900561  | token     | invalid_request | | The endpoint only accepts POST requests. Received a {method} request.
90072   | authorize | access_denied | | User account from identity provider does not exist in tenant and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.
90094   | authorize | access_denied | | An administrator of the organization must consent to use of this application.
90095   | authorize | access_denied | | Admin consent is required; the request was sent to the administrators for approval.
9000411 | token     | invalid_request | | The request is not properly formatted. The parameter '{parameter}' is duplicated.
1002012 | token     | invalid_scope | | The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).
9002313 | token     | invalid_request | | Invalid request. Request is malformed or invalid.
9002325 | token     | invalid_request | | Proof Key for Code Exchange is required for cross-origin authorization code redemption.
9002326 | token     | invalid_request | | Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.
9002327 | token     | invalid_request | | Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.
9002331 | authorize | unauthorized_client | | Application '{client}'({app}) is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.
9002332 | authorize | unauthorized_client | | Application '{client}'({app}) is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.
9001023 | authorize | invalid_request | | The grant type isn't supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.
90124   | authorize | invalid_request | | Resource is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.
90130   | authorize | invalid_request | | Application '{client}' isn't supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.
90055   | token     | temporarily_unavailable | | Tenant is throttled due to too many requests.
90033   | token     | temporarily_unavailable | | A transient error has occurred. Please try again.
90006   | token     | temporarily_unavailable | | The service is temporarily unavailable. Please retry later.
50033   | token     | temporarily_unavailable | | A transient error has occurred. Please try again.
90024   | authorize | temporarily_unavailable | | A transient error has occurred. Please try again.
165004  | authorize | server_error | | A runtime error has occurred. Please try again.
399266  | token     | invalid_request | | The issuer of the custom URL domain does not agree with the request.
500210  | authorize | invalid_request | | Domain name does not match with the tenant identifier.
`

const statusOf: Record<string, number> = {
  invalid_client: 401,
  temporarily_unavailable: 503,
  server_error: 500,
}

function parseRow(line: string): [number, Aadsts] {
  const [number = '', where, error = '', suberror, text = ''] = line.split('|').map((cell) => cell.trim())
  return [
    Number(number),
    {
      number: Number(number),
      where: where === 'token' || where === 'page' ? where : 'authorize',
      error,
      suberror: suberror || null,
      status: statusOf[error] ?? 400,
      text,
    },
  ]
}

export const aadstsTable: ReadonlyMap<number, Aadsts> = new Map(table.trim().split('\n').map(parseRow))
