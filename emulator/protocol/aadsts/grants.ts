// Grants and credentials: codes, refresh tokens, assertions, secrets, and certificates.
// number | where | error | suberror | notes | evidence | sentence

export const grants = `
240002 | token | invalid_request |  |  | docs microsoft/azure-spring-boot#333 Azure/azure-sdk-for-java#20004 | Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.
28000 | token | invalid_request |  |  | microsoft/Partner-Center-PowerShell#167 Earlybyte/aad_oauth#328 | Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.
28002 | token | invalid_scope |  |  | docs | Provided value for the input parameter scope '{scope}' is not valid when requesting an access token. Please specify a valid scope.
28003 | token | invalid_request |  |  | docs AzureAD/microsoft-authentication-library-for-python#125 | Provided value for the input parameter scope cannot be empty when requesting an access token using the provided authorization code. Please specify a valid scope.
50006 | token | invalid_grant |  |  | docs | Signature verification failed because of an invalid signature.
500112 | token | invalid_grant |  |  | PartnerCenterSamples/Reseller-Web-Application#73 | The reply address '{redirectUri}' does not match the reply address '{registered}' provided when requesting Authorization code.
50012 | token | invalid_client |  |  | docs | Authentication failed. The client assertion is not valid.
50013 | token | invalid_grant |  |  | docs AzureAD/microsoft-authentication-library-for-dotnet#1317 | Assertion failed signature validation.
500131 | token | invalid_grant |  |  | AzureAD/microsoft-authentication-library-for-java#38 OfficeDev/microsoft-teams-apps-company-communicator#214 | Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '{audience}' and the expected audience is '{expected}' or one of the Application Uris of this application with App ID '{client}'({app}). The downstream client must request a token for the expected audience (the application that made the OBO request) and this application should use that token as the assertion.
500133 | token | invalid_grant |  |  | docs | Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token. Current time: {now}, expiry time of assertion {expiry}.
50017 | token | invalid_client |  |  | docs | Certificate validation failed.
50027 | token | invalid_grant |  |  | docs panva/openid-client#348 | JWT token is invalid or malformed.
50048 | token | invalid_client |  |  | docs AzureAD/microsoft-authentication-library-for-java#430 | Subject must match the issuer claim in the client assertion.
50107 | token | invalid_request |  |  | docs MicrosoftDocs/azure-docs#40210 | Requested federation realm object '{issuer}' does not exist.
501481 | token | invalid_grant |  |  | docs | The Code_Verifier does not match the code_challenge supplied in the authorization request.
50166 | token | temporarily_unavailable |  |  | docs | Failed to send the request to the external claims provider.
54005 | token | invalid_grant |  |  | docs | OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.
70000 | token | invalid_grant |  |  | docs | The provided value for the input parameter '{parameter}' is not valid: the grant is malformed, or was issued to another client.
700005 | token | invalid_grant |  |  | docs | Provided Authorization Code is intended to use against other tenant, thus rejected. OAuth2 Authorization Code must be redeemed against same tenant it was acquired for.
70001 | token | unauthorized_client |  |  | docs | The application named '{client}' is disabled.
700011 | token | unauthorized_client |  |  | docs | Application with identifier '{client}' was not found in the directory.
7000112 | token | unauthorized_client |  |  | docs | Application '{client}'({app}) is disabled.
7000114 | token | unauthorized_client |  |  | docs AzureAD/microsoft-authentication-library-for-dotnet#2130 | Application '{client}' is not allowed to make application on-behalf-of calls.
700016 | token | unauthorized_client |  |  | token-answers#700016 | Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.
70002 | token | invalid_client |  |  | docs | Error validating credentials.
700020 | authorize | interaction_required |  |  | docs | The access grant requires interaction.
7000215 | token | invalid_client |  |  | token-answers#7000215 | Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'.
7000216 | token | invalid_client |  |  | - | 'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.
7000218 | token | invalid_client |  | claims | token-answers#7000218 | The request body must contain the following parameter: 'client_assertion' or 'client_secret'.
700022 | token | invalid_scope |  |  | docs AzureAD/microsoft-authentication-library-for-js#523 | Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.
7000222 | token | invalid_client |  |  | token-answers#7000222 | The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.
7000229 | token | invalid_client |  |  | Azure/Commercial-Marketplace-SaaS-Accelerator#830 Azure/azure-sdk-for-net#46762 | The client application {client} is missing service principal in the tenant {tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119
700023 | token | invalid_scope |  |  | docs | The provided value for the input parameter scope isn't valid because it's empty, or names no resource. Scope '{scope}' is not valid.
700024 | token | invalid_client |  |  | AzureAD/microsoft-authentication-library-for-java#984 | Client assertion is not within its valid time range. Current time: {now}, assertion valid from {notBefore}, expiry time of assertion {expiry}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .
700025 | token | invalid_client |  |  | docs | Client is public so neither 'client_assertion' nor 'client_secret' should be presented.
700027 | token | invalid_client |  |  | token-answers#700027 | The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {reason}, Thumbprint of key used by client: '{thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '{client}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/{client}'].
70003 | token | unsupported_grant_type |  |  | docs | The app requested an unsupported grant type '{grant}'.
700030 | token | invalid_client |  |  | docs | The certificate of the client assertion is not valid: its subject name or issuer is not allowed for application '{client}'.
70004 | page | invalid_request |  |  | docs | The application returned an invalid redirect URI.
70005 | authorize | unsupported_response_type |  |  | docs | The provided value for the input parameter 'response_type' isn't allowed for this client. Expected value is 'code'.
700051 | authorize | unsupported_response_type |  |  | AzureAD/microsoft-authentication-library-for-js#766 | response_type 'token' is not enabled for the application.
700054 | authorize | unsupported_response_type |  |  | docs syncweek-react-aad/react-aad#158 | response_type 'id_token' is not enabled for the application.
70007 | authorize | invalid_request |  |  | docs MicrosoftDocs/azure-docs#10191 | '{mode}' is not a supported value of 'response_mode' when requesting a token.
70008 | token | invalid_grant |  |  | docs | The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.
700082 | token | invalid_grant |  |  | token-answers#700082 | The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for 90.00:00:00.
700084 | token | invalid_grant |  |  | docs | The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on {issued}.
70011 | token | invalid_scope |  |  | docs | The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope '{scope}' is not valid.
70012 | token | server_error |  |  | docs | A server error occurred while authenticating an MSA (consumer) user.
70016 | token | authorization_pending |  |  | token-answers#device-code-pending | OAuth 2.0 device flow error. Authorization is pending. Continue polling.
70018 | token | bad_verification_code |  |  | docs | Invalid verification code due to User typing in wrong user code for device code flow.
70019 | token | expired_token |  |  | docs | Verification code expired. Have the user retry the sign-in.
70021 | token | invalid_request |  |  | Azure/azure-workload-identity#616 | No matching federated identity record found for presented assertion. Assertion Issuer: '{issuer}'. Assertion Subject: '{subject}'. Assertion Audience: '{audience}'. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation
700211 | token | invalid_client |  |  | Azure/azure-workload-identity#1200 | No matching federated identity record found for presented assertion issuer '{issuer}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation
700212 | token | invalid_client |  |  | Azure/azure-workload-identity#1200 | No matching federated identity record found for presented assertion audience '{audience}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation
700213 | token | invalid_client |  |  | Azure/azure-workload-identity#1200 Azure/login#482 | No matching federated identity record found for presented assertion subject '{subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation
700229 | token | unauthorized_client |  |  | docs | Only app-only tokens can be used as Federated Identity Credentials for AAD issuer.
70043 | token | invalid_grant | token_expired | no-uri | token-answers#70043 | The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on {issued} and the maximum allowed lifetime for this request is {lifetime}.
70044 | authorize | interaction_required |  |  | MicrosoftDocs/azure-docs#31876 | The session has expired or is invalid due to sign-in frequency checks by conditional access.
70051 | token | invalid_grant |  |  | - | The request cannot be served.
`
