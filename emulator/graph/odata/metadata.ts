// The Microsoft Graph types that the local Entra serves, as described by Graph's metadata.
import { entityType } from './entity-type.ts'

// "user resource type": the default properties, in the order of real responses, and those returned only on $select.
export const userType = entityType('user', {
  properties: `displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname
    userPrincipalName aboutMe accountEnabled ageGroup authorizationInfo birthday city companyName
    consentProvidedForMinor country createdDateTime creationType customSecurityAttributes department
    deviceEnrollmentLimit employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType
    externalUserState externalUserStateChangeDateTime faxNumber hireDate isManagementRestricted isResourceAccount
    lastPasswordChangeDateTime legalAgeGroupClassification mailboxSettings mailNickname mySite
    onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId
    onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled
    onPremisesUserPrincipalName passwordPolicies passwordProfile postalCode preferredDataLocation preferredName print
    securityIdentifier showInAddressList signInActivity signInSessionsValidFromDateTime state streetAddress
    usageLocation userType`,
  lists: `businessPhones assignedLicenses assignedPlans identities imAddresses interests licenseAssignmentStates
    onPremisesProvisioningErrors otherMails pastProjects provisionedPlans proxyAddresses responsibilities schools
    serviceProvisioningErrors skills`,
  relationships: `activities agreementAcceptances appRoleAssignments authentication calendar calendarGroups calendars
    calendarView chats cloudClipboard contactFolders contacts createdObjects dataSecurityAndGovernance
    deviceManagementTroubleshootingEvents directReports drive drives employeeExperience events extensions
    followedSites inferenceClassification insights joinedTeams licenseDetails mailFolders managedAppRegistrations
    managedDevices manager memberOf messages oauth2PermissionGrants onenote onlineMeetings outlook ownedDevices
    ownedObjects people permissionGrants photo photos planner presence registeredDevices scopedRoleMemberOf settings
    solutions sponsors teamwork todo transitiveMemberOf transitiveReports`,
  unasked: `businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname
    userPrincipalName id`,
  filterable: `id displayName givenName surname mail userPrincipalName jobTitle department city country state
    companyName accountEnabled userType usageLocation mobilePhone officeLocation preferredLanguage postalCode
    streetAddress mailNickname employeeId onPremisesSyncEnabled otherMails proxyAddresses businessPhones`,
  sortable: 'displayName userPrincipalName',
})

/** In the order of responses seen for personal accounts. */
export const personalUserType = {
  ...userType,
  unasked: `userPrincipalName id displayName surname givenName preferredLanguage mail mobilePhone jobTitle
    officeLocation businessPhones`.split(/\s+/),
}

export const groupType = entityType('group', {
  properties: `classification createdDateTime description displayName expirationDateTime isAssignableToRole mail
    mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName
    onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier
    onPremisesSyncEnabled preferredDataLocation preferredLanguage renewedDateTime securityEnabled securityIdentifier
    theme uniqueName visibility allowExternalSenders autoSubscribeNewMembers hasMembersWithLicenseErrors
    hideFromAddressLists hideFromOutlookClients isArchived isManagementRestricted isSubscribedByMail
    licenseProcessingState unseenCount`,
  lists: `creationOptions groupTypes proxyAddresses resourceBehaviorOptions resourceProvisioningOptions
    onPremisesProvisioningErrors serviceProvisioningErrors assignedLabels assignedLicenses`,
  relationships: `acceptedSenders appRoleAssignments calendar calendarView conversations createdOnBehalfOf drive drives
    events extensions groupLifecyclePolicies memberOf members membersWithLicenseErrors onenote owners
    permissionGrants photo photos planner rejectedSenders settings sites team threads transitiveMemberOf
    transitiveMembers`,
  unasked: `id deletedDateTime classification createdDateTime creationOptions description displayName
    expirationDateTime groupTypes isAssignableToRole mail mailEnabled mailNickname membershipRule
    membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName
    onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation
    preferredLanguage proxyAddresses renewedDateTime resourceBehaviorOptions resourceProvisioningOptions
    securityEnabled securityIdentifier theme uniqueName visibility onPremisesProvisioningErrors
    serviceProvisioningErrors`,
  filterable: 'id displayName mail mailEnabled mailNickname securityEnabled groupTypes description',
  sortable: 'displayName',
})

/** The types that lists of members and memberships can contain, each with its own properties. */
export const directoryObjectType = entityType('directoryObject', {
  properties: `description displayName mail securityEnabled mailEnabled userPrincipalName roleTemplateId givenName
    surname jobTitle`,
  lists: 'groupTypes',
  filterable: 'id displayName',
  sortable: 'displayName',
})

export const directoryRoleType = entityType('directoryRole', {
  properties: 'description displayName roleTemplateId',
  relationships: 'members scopedMembers',
  filterable: 'id displayName roleTemplateId',
})

export const organizationType = entityType('organization', {
  properties: `city country countryLetterCode createdDateTime defaultUsageLocation displayName
    mobileDeviceManagementAuthority onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType postalCode
    preferredLanguage privacyProfile state street tenantType businessPhones marketingNotificationEmails
    securityComplianceNotificationMails securityComplianceNotificationPhones technicalNotificationMails`,
  lists: 'assignedPlans provisionedPlans verifiedDomains',
  relationships: 'branding certificateBasedAuthConfiguration extensions',
  unasked: `id deletedDateTime businessPhones city country countryLetterCode createdDateTime defaultUsageLocation
    marketingNotificationEmails onPremisesLastSyncDateTime onPremisesSyncEnabled postalCode preferredLanguage
    securityComplianceNotificationMails securityComplianceNotificationPhones state street technicalNotificationMails
    tenantType privacyProfile displayName assignedPlans provisionedPlans verifiedDomains`,
})

export const applicationType = entityType('application', {
  properties: `api appId applicationTemplateId authenticationBehaviors certification createdDateTime defaultRedirectUri
    description disabledByMicrosoftStatus displayName groupMembershipClaims info isDeviceOnlyAuthSupported
    isFallbackPublicClient logo nativeAuthenticationApisEnabled notes optionalClaims parentalControlSettings
    publicClient publisherDomain requestSignatureVerification samlMetadataUrl serviceManagementReference
    servicePrincipalLockConfiguration signInAudience spa tokenEncryptionKeyId uniqueName verifiedPublisher web`,
  lists: 'addIns appRoles identifierUris keyCredentials passwordCredentials requiredResourceAccess tags',
  relationships: `appManagementPolicies createdOnBehalfOf extensionProperties federatedIdentityCredentials
    homeRealmDiscoveryPolicies owners synchronization tokenIssuancePolicies tokenLifetimePolicies`,
  filterable: 'appId displayName id signInAudience tags identifierUris',
  sortable: 'displayName',
})

export const servicePrincipalType = entityType('servicePrincipal', {
  properties: `accountEnabled appDescription appDisplayName appId applicationTemplateId appOwnerOrganizationId
    appRoleAssignmentRequired customSecurityAttributes description disabledByMicrosoftStatus displayName homepage info
    loginUrl logoutUrl notes preferredSingleSignOnMode preferredTokenSigningKeyThumbprint samlSingleSignOnSettings
    servicePrincipalType signInAudience tokenEncryptionKeyId verifiedPublisher`,
  lists: `addIns alternativeNames appRoles keyCredentials notificationEmailAddresses oauth2PermissionScopes
    passwordCredentials replyUrls resourceSpecificApplicationPermissions servicePrincipalNames tags`,
  relationships: `appManagementPolicies appRoleAssignedTo appRoleAssignments claimsMappingPolicies createdObjects
    delegatedPermissionClassifications endpoints federatedIdentityCredentials homeRealmDiscoveryPolicies memberOf
    oauth2PermissionGrants ownedObjects owners remoteDesktopSecurityConfiguration synchronization
    tokenIssuancePolicies tokenLifetimePolicies transitiveMemberOf`,
  filterable: 'appId displayName id servicePrincipalType accountEnabled servicePrincipalNames tags',
  sortable: 'displayName',
})

export const permissionGrantType = entityType('oAuth2PermissionGrant', {
  properties: 'clientId consentType principalId resourceId scope',
  filterable: 'clientId consentType principalId resourceId',
})

export const userFlowType = entityType('externalUsersSelfServiceSignUpEventsFlow', {
  properties: `displayName description priority conditions onInteractiveAuthFlowStart onAuthenticationMethodLoadStart
    onAttributeCollection onUserCreateStart`,
  filterable: 'displayName id',
})

export const emailMethodType = entityType('emailAuthenticationMethodConfiguration', {
  properties: 'state allowExternalIdToUseEmailOtp',
  lists: 'excludeTargets includeTargets',
})

export const authorizationPolicyType = entityType('authorizationPolicy', {
  properties: `displayName description defaultUserRolePermissions allowInvitesFrom allowEmailVerifiedUsersToJoinOrganization
    allowedToSignUpEmailBasedSubscriptions allowedToUseSSPR blockMsolPowerShell guestUserRoleId`,
  lists: 'permissionGrantPolicyIdsAssignedToDefaultUserRole',
})
