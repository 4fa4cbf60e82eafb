// Requests and registrations: tenants, apps, consent, parameters, and transient failures.
// number | where | error | suberror | notes | evidence | sentence

export const requests = `
1000031 | page | access_denied |  |  | docs | Application {app} cannot be accessed at this time. Contact your administrator.
1000104 | page | access_denied |  |  | docs | The resource cloud is not allowed on the identity tenant.
1002012 | token | invalid_scope |  |  | MicrosoftDocs/azure-docs#99862 | The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).
165004 | authorize | server_error |  |  | docs | A runtime error has occurred. Please try again.
165900 | token | invalid_request |  |  | docs | Invalid request.
399266 | token | invalid_request |  |  | - | The issuer of the custom URL domain does not agree with the request.
50001 | authorize | invalid_resource |  |  | docs | The resource principal named '{resource}' was not found in the tenant.
500011 | authorize | invalid_resource |  |  | docs | The resource principal named '{resource}' was not found in the tenant named '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.
500014 | authorize | invalid_resource |  |  | Cloud-Architekt/AzureAD-Attack-Defense#43 | The service principal for resource '{resource}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.
5000225 | token | invalid_grant |  |  | Azure/azure-cli#33547 Azure/azure-cli#32031 | This tenant has been blocked due to inactivity. To learn more about tenant lifecycle policies, see https://aka.ms/TenantLifecycle
50011 | page | invalid_request |  |  | docs | The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{client}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.
500113 | page | invalid_request |  |  | OneDrive/onedrive-sample-apibrowser-dotnet#27 | No reply address is registered for the application.
50049 | token | invalid_instance |  |  | docs https://learn.microsoft.com/entra/msal/dotnet/advanced/custom-authority-aliases | Unknown or invalid instance.
50050 | token | invalid_request |  |  | docs | The request is malformed.
50059 | token | invalid_request |  |  | docs | No tenant-identifying information found in either the request or implied by any provided credentials.
50128 | token | invalid_request |  |  | docs | Invalid domain name: no tenant-identifying information found in either the request or implied by any provided credentials.
50146 | token | invalid_request |  |  | docs | This application is required to be configured with an application-specific signing key. It is either not configured with one, or the key has expired or is not yet valid.
501461 | token | invalid_request |  |  | docs | AcceptMappedClaims is only supported for a token audience matching the application GUID or an audience within the tenant's verified domains. Either change the resource identifier, or use an application-specific signing key.
50147 | authorize | invalid_request |  |  | docs | Missing code_challenge parameter or its size is invalid.
501491 | authorize | invalid_request |  |  | docs | The value of the code_challenge parameter is invalid: its size must be 43 to 128 characters.
50194 | authorize | invalid_request |  |  | docs | Application '{client}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint or configure the application to be multi-tenant.
65001 | token | invalid_grant | consent_required |  | token-answers#65001-without-claims token-answers#65001 | The user or administrator has not consented to use the application with ID '{client}' named '{app}'. Send an interactive authorization request for this user and resource.
65002 | token | invalid_grant |  |  | docs | Consent between first party application '{client}' and first party resource '{resource}' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.
65004 | authorize | access_denied |  |  | redirects#declined-consent redirects#admin-consent-cancelled | User declined to consent to access the app.
65005 | authorize | invalid_client |  |  | docs PowerBiDevCamp/App-Owns-Data-Starter-Kit#9 | The application is misconfigured: its required resource access list does not contain applications discoverable by the resource.
650052 | authorize | invalid_client |  |  | docs microsoft/GraphNotificationBroker#5 | The app is trying to access a service '{resource}'({resourceName}) that your organization '{tenant}' lacks a service principal for. Contact your IT Admin to review the configuration of your service subscriptions or consent to the application in order to create the required service principal.
650053 | authorize | invalid_client |  |  | redirects#registration-error O365/python-o365#551 | The application '{app}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'. Contact the app vendor.
650054 | authorize | invalid_client |  |  | docs | The application asked for permissions to access a resource that has been removed or is no longer available.
650056 | authorize | invalid_client |  |  | docs | Misconfigured application. The client has not listed any permissions for '{resource}' in the requested permissions in the client's application registration.
650057 | token | invalid_resource |  |  | docs | Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.
90002 | token | invalid_tenant |  |  | metadata#unknown-tenant | Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.
900023 | token | invalid_request |  |  | KelvinTegelaar/CIPP#5274 microsoft/Analysis-Services#194 | Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.
90004 | token | invalid_request |  |  | docs | The request is not properly formatted.
9000411 | token | invalid_request |  |  | MicrosoftDocs/azure-dev-docs#934 | The request is not properly formatted. The parameter '{parameter}' is duplicated.
90005 | authorize | invalid_request |  |  | docs | Unable to complete the request: the identifier and login hint cannot be used together.
90006 | token | temporarily_unavailable |  |  | docs | The service is temporarily unavailable. Please retry later.
90007 | authorize | invalid_request |  |  | docs | Bad request. The passed session ID cannot be parsed.
90008 | authorize | invalid_request |  |  | docs | The user or administrator has not consented to use the application: it must at least require permission to sign in and read the user profile.
90009 | token | invalid_request |  |  | docs damienbod/angular-auth-oidc-client#1844 DuendeArchive/IdentityModel#528 Azure-Samples/ms-identity-msal-java-samples#43 | Application '{client}'({app}) is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.
90010 | token | invalid_request |  |  | docs | The request is not supported.
9001023 | authorize | invalid_request |  |  | docs | The grant type isn't supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.
90012 | token | temporarily_unavailable |  |  | docs | The request has timed out.
90013 | authorize | invalid_request |  |  | docs | Invalid input received from the user.
90014 | authorize | invalid_request |  |  | docs | The required field '{parameter}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.
900144 | token | invalid_request |  |  | redirects#invalid-request-cr-lf redirects#admin-consent-bad-request | The request body must contain the following parameter: '{parameter}'.
90015 | authorize | invalid_request |  |  | docs | Requested query string is too long.
90016 | token | invalid_grant |  |  | docs | The access token is not valid: a required claim is missing.
90019 | token | invalid_request |  |  | docs | No tenant-identifying information found in either the request or implied by any provided credentials.
90023 | authorize | invalid_request |  |  | docs | Unsupported '{parameter}' value.
9002313 | token | invalid_request |  |  | docs | Invalid request. Request is malformed or invalid.
9002325 | token | invalid_request |  |  | vibber-ai/fastapi-azure-auth#221 | Proof Key for Code Exchange is required for cross-origin authorization code redemption.
9002326 | token | invalid_request |  |  | https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow | Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.
9002327 | token | invalid_request |  |  | https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow | Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.
9002331 | authorize | unauthorized_client |  |  | - | Application '{client}'({app}) is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.
9002332 | authorize | unauthorized_client |  |  | docs | Application '{client}'({app}) is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.
90024 | authorize | temporarily_unavailable |  | no-uri | docs redirects#transient | A transient error has occurred. Please try again.
90027 | token | invalid_request |  |  | docs | We are unable to issue tokens from this API version on the MSA tenant. Please contact the application vendor as they need to use version 2.0 of the protocol to support this.
90033 | token | temporarily_unavailable |  | no-uri | token-answers#90033 redirects#transient | A transient error has occurred. Please try again.
90036 | token | server_error |  |  | docs | An unexpected, non-retryable error from the directory service has occurred.
90038 | page | invalid_request |  |  | docs | The specified tenant '{tenant}' belongs to another national cloud. The current cloud instance does not federate with it.
900382 | token | invalid_request |  |  | docs | Confidential Client is not supported in Cross Cloud request.
900384 | token | invalid_grant |  |  | docs | JWT token failed signature validation.
90043 | token | invalid_request |  |  | docs | National cloud authorization codes are disabled.
90051 | authorize | invalid_request |  |  | docs | Invalid national cloud identifier.
90055 | token | temporarily_unavailable |  |  | docs | Tenant is throttled due to too many requests.
90056 | page | invalid_request |  |  | docs | This endpoint only accepts POST requests; the code is to be redeemed at the token endpoint.
900561 | token | invalid_request |  |  | docs | The endpoint only accepts POST requests. Received a {method} request.
90072 | authorize | access_denied |  |  | docs | User account from identity provider does not exist in tenant and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.
90090 | token | temporarily_unavailable |  |  | docs | The service is temporarily unavailable.
90091 | token | temporarily_unavailable |  |  | docs | Microsoft Graph cannot be reached by the sign-in service.
90092 | token | server_error |  |  | docs | A non-retryable error of Microsoft Graph has occurred.
90093 | authorize | access_denied |  |  | docs | Microsoft Graph returned with a forbidden error code for the request.
90094 | authorize | access_denied |  |  | docs | An administrator of the organization must consent to use of this application.
90095 | authorize | access_denied |  |  | docs | Admin consent is required; the request was sent to the administrators for approval.
900971 | page | invalid_request |  |  | docs | No reply address provided.
90099 | authorize | access_denied |  |  | docs | The application '{client}' ({app}) has not been authorized in the tenant '{tenant}'. Applications must be authorized to access the external tenant before partner delegated administrators can use them.
90100 | authorize | invalid_request |  |  | docs | The parameter '{parameter}' is empty or not valid.
901002 | authorize | invalid_request |  |  | docs | The 'resource' request parameter is not supported.
90102 | page | invalid_request |  |  | docs | '{parameter}' value must be a valid absolute URI.
90117 | authorize | invalid_request |  |  | docs | Invalid request input.
90119 | page | invalid_request |  |  | docs | The user code is null or empty.
90120 | page | invalid_request |  |  | docs | The device flow request was already authorized or declined.
90121 | token | invalid_request |  |  | docs | Invalid empty request.
90123 | authorize | access_denied |  |  | docs | The token cannot be issued because the identity or claim issuance provider denied the request.
90124 | authorize | invalid_request |  |  | docs | Resource is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.
90125 | page | invalid_request |  |  | docs | The user is not in the system.
90126 | page | invalid_request |  |  | docs | The user type is not supported on this endpoint.
90130 | authorize | invalid_request |  |  | docs AzureAD/microsoft-authentication-library-for-js#237 | Application '{client}' isn't supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.
`
