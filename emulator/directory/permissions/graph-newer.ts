// Permissions of Microsoft Graph that are newer than the list in graph-delegated.ts. - = an ID or a title not yet seen.
// Names, and who can grant them: https://learn.microsoft.com/graph/permissions-reference

export const newerDelegated = `
9084c10f-a2d6-4713-8732-348def50fe02 Acronym.Read.All User -
859cceb9-2ec2-4e48-bcd7-b8490b5248a5 AiEnterpriseInteraction.Read User -
- Application.ReadUpdate.All Admin -
- AuditLogsQuery-CRM.Read.All Admin -
- AuditLogsQuery-Endpoint.Read.All Admin -
- AuditLogsQuery-Entra.Read.All Admin -
- AuditLogsQuery-Exchange.Read.All Admin -
- AuditLogsQuery-OneDrive.Read.All Admin -
- AuditLogsQuery-SharePoint.Read.All Admin -
- AuditLogsQuery.Read.All Admin -
2bf6d319-dfca-4c22-9879-f88dcfaee6be BillingConfiguration.ReadWrite.All Admin -
98b17b35-f3b1-4849-a85f-9f13733002f0 Bookmark.Read.All User Read all bookmarks that the user can access
fb9be2b7-a7fc-4182-aec1-eda4597c43d5 BrowserSiteLists.Read.All User -
83b34c85-95bf-497b-a04e-b58eca9d49d0 BrowserSiteLists.ReadWrite.All User Read and write browser site lists for your organization
d16480b2-e469-4118-846b-d3d177327bee BusinessScenarioConfig.Read.All Admin -
c47e7b6e-d6f1-4be9-9ffd-1e00f3e32892 BusinessScenarioConfig.Read.OwnedBy Admin -
755e785b-b658-446f-bb22-5a46abd029ea BusinessScenarioConfig.ReadWrite.All Admin -
b3b7fcff-b4d4-4230-bf6f-90bd91285395 BusinessScenarioConfig.ReadWrite.OwnedBy Admin -
25b265c4-5d34-4e44-952d-b567f6d3b96d BusinessScenarioData.Read.OwnedBy Admin -
19932d57-2952-4c60-8634-3655c79fc527 BusinessScenarioData.ReadWrite.OwnedBy Admin -
662d75ba-a364-42ad-adee-f5f880ea4878 Calendars.ReadBasic User -
- CallEvents.Read User -
- Chat.ManageDeletion.All Admin Delete and recover deleted chats
- Chat.ReadWrite.All Admin Read and write all chat messages
- CloudApp-Discovery.Read.All Admin -
- Community.Read.All Admin -
- Community.ReadWrite.All Admin Read and write all Viva Engage communities
- Contacts-OnPremisesSyncBehavior.ReadWrite.All Admin -
- CopilotSettings-LimitedMode.Read Admin -
- DelegatedPermissionGrant.Read.All Admin -
280b3b69-0437-44b1-bc20-3b2fca1ee3e9 DeviceLocalCredential.Read.All Admin -
9917900e-410b-4d15-846e-42a357488545 DeviceLocalCredential.ReadBasic.All Admin -
- DeviceManagementCloudCA.Read.All Admin -
- DeviceManagementCloudCA.ReadWrite.All Admin -
- DeviceManagementScripts.Read.All Admin -
- DeviceManagementScripts.ReadWrite.All Admin -
c3ba73cd-1333-4ac0-9eb6-da00cf298dad DigitalHealthSettings.Read User -
- EduCurricula.Read User -
- EduCurricula.ReadWrite User -
e9fdcbbb-8807-410f-b9ec-8d5468c7c2ac EntitlementMgmt-SubjectAccess.ReadWrite User -
- ExchangeMessageTrace.Read.All Admin -
- ExternalUserProfile.ReadWrite.All Admin Read and write external user profiles
- Files.SelectedOperations.Selected Admin -
- FileStorageContainer.Manage.All Admin -
- FileStorageContainer.Selected Admin Access selected file storage containers
- Goals-Export.ReadWrite.All Admin Have full access to all goals and export jobs a user can access
- Group-Conversation.Read.All Admin -
- Group-Conversation.ReadWrite.All Admin -
- Group-OnPremisesSyncBehavior.ReadWrite.All Admin -
- GroupSettings.Read.All Admin -
- GroupSettings.ReadWrite.All Admin -
- HealthMonitoringAlert.Read.All Admin -
- HealthMonitoringAlert.ReadWrite.All Admin -
d19c0de5-7ecb-4aba-b090-da35ebcd5425 IndustryData-DataConnector.Read.All Admin -
5ce933ac-3997-4280-aed0-cc072e5c062a IndustryData-DataConnector.ReadWrite.All Admin -
fc47391d-ab2c-410f-9059-5600f7af660d IndustryData-DataConnector.Upload Admin -
cb0774da-a605-42af-959c-32f438fb38f4 IndustryData-InboundFlow.Read.All Admin -
97044676-2cec-40ee-bd70-38df444c9e70 IndustryData-InboundFlow.ReadWrite.All Admin -
a3f96ffe-cb84-40a8-ac85-582d7ef97c2a IndustryData-ReferenceDefinition.Read.All Admin -
92685235-50c4-4702-b2c8-36043db6fa79 IndustryData-Run.Read.All Admin -
49b7016c-89ae-41e7-bd6f-b7170c5490bf IndustryData-SourceSystem.Read.All Admin -
9599f005-05d6-4ea7-b1b1-4929768af5d0 IndustryData-SourceSystem.ReadWrite.All Admin -
c9d51f28-8ccd-42b2-a836-fd8fe9ebf2ae IndustryData-TimePeriod.Read.All Admin -
b6d56528-3032-4f9d-830f-5a24a25e6661 IndustryData-TimePeriod.ReadWrite.All Admin -
60382b96-1f5e-46ea-a544-0407e489e588 IndustryData.ReadBasic.All Admin -
12f4bffb-b598-413c-984b-db99728f8b54 InformationProtectionConfig.Read User -
- LearningAssignedCourse.Read User -
- LearningSelfInitiatedCourse.Read User -
- LicenseAssignment.Read.All Admin -
9bcb9916-765a-42af-bf77-02282e26b01a LifecycleWorkflows.Read.All Admin -
84b9d731-7db8-4454-8c90-fd9e95350179 LifecycleWorkflows.ReadWrite.All Admin -
- ListItems.SelectedOperations.Selected Admin -
- Lists.SelectedOperations.Selected Admin -
b11fa0e7-fdb7-4dc9-b1f1-59facd463480 Mail.ReadBasic.Shared User Read user and shared basic mail
- MailboxFolder.Read User -
- MailboxFolder.ReadWrite User -
- MailboxItem.ImportExport User -
- MailboxItem.Read User -
- MultiTenantOrganization.Read.All Admin -
- MultiTenantOrganization.ReadBasic.All Admin -
- MultiTenantOrganization.ReadWrite.All Admin -
- NetworkAccess-Reports.Read.All Admin -
- NetworkAccess.Read.All Admin -
- NetworkAccess.ReadWrite.All Admin -
4051c7fc-b429-4804-8d80-8f1f8c24a6f7 NetworkAccessBranch.Read.All Admin -
b8a36cc2-b810-461a-baa4-a7281e50bd5c NetworkAccessBranch.ReadWrite.All Admin -
ba22922b-752c-446f-89d7-a2d92398fceb NetworkAccessPolicy.Read.All Admin -
b1fbad0f-ef6e-42ed-8676-bca7fa3e7291 NetworkAccessPolicy.ReadWrite.All Admin -
- OnlineMeetingAiInsight.Read.All Admin -
f6609722-4100-44eb-b747-e6ca0536989d OnPremDirectorySynchronization.Read.All Admin -
c2d95988-7604-4ba1-aaed-38a5f82a51c7 OnPremDirectorySynchronization.ReadWrite.All Admin -
- OrganizationalBranding.Read.All Admin -
- OrganizationalBranding.ReadWrite.All Admin -
- OrgSettings-AppsAndServices.Read.All Admin -
- OrgSettings-AppsAndServices.ReadWrite.All Admin -
- OrgSettings-DynamicsVoice.Read.All Admin -
- OrgSettings-DynamicsVoice.ReadWrite.All Admin -
- OrgSettings-Forms.Read.All Admin -
- OrgSettings-Forms.ReadWrite.All Admin -
- OrgSettings-Microsoft365Install.Read.All Admin -
- OrgSettings-Microsoft365Install.ReadWrite.All Admin -
- OrgSettings-Todo.Read.All Admin -
- OrgSettings-Todo.ReadWrite.All Admin Read and write organization-wide Microsoft To Do settings
- PartnerBilling.Read.All Admin -
- PartnerSecurity.Read.All Admin -
- PeopleSettings.Read.All Admin -
- PeopleSettings.ReadWrite.All Admin Read and write tenant-wide people settings
- PlaceDevice.ReadWrite.All Admin Read and write all workplace devices
- Policy.Read.AuthenticationMethod Admin -
- Policy.Read.DeviceConfiguration Admin -
- Policy.Read.IdentityProtection Admin -
b5219784-1215-45b5-b3f1-88fe1081f9c0 Policy.ReadWrite.ExternalIdentities Admin -
- Policy.ReadWrite.IdentityProtection Admin -
0b2a744c-2abf-4f1e-ad7e-17a087e2be99 Policy.ReadWrite.SecurityDefaults Admin -
- PrivilegedAssignmentSchedule.Read.AzureADGroup Admin -
- PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup Admin -
- PrivilegedEligibilitySchedule.Read.AzureADGroup Admin -
- PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup Admin -
- ProfilePhoto.Read.All Admin -
- ProfilePhoto.ReadWrite.All Admin Read and write profile photo of a user or group
- PublicKeyInfrastructure.Read.All Admin -
- PublicKeyInfrastructure.ReadWrite.All Admin -
f73fa04f-b9a5-4df9-8843-993ce928925e QnA.Read.All User -
- ResourceSpecificPermissionGrant.ReadForChat Admin -
- ResourceSpecificPermissionGrant.ReadForTeam Admin -
- ResourceSpecificPermissionGrant.ReadForUser Admin Read resource specific permissions granted on a user account
- RoleManagement.Read.Exchange Admin -
- RoleManagement.ReadWrite.Exchange Admin Read and write Exchange Online RBAC configuration
cce71173-f76d-446e-97ff-efb2d82e11b1 RoleManagementAlert.Read.Directory Admin -
435644c6-a5b1-40bf-8f52-fe8e5b53e19c RoleManagementAlert.ReadWrite.Directory Admin Read all alert data, configure alerts, and take actions on all alerts for your company's directory
- RoleManagementPolicy.Read.AzureADGroup Admin -
- RoleManagementPolicy.ReadWrite.AzureADGroup Admin Read, update, and delete all policies in PIM for Groups
- SchedulePermissions.ReadWrite.All Admin Read/Write schedule permissions for a role
- SecurityAnalyzedMessage.ReadWrite.All Admin Read metadata, detection details, and execute remediation actions on emails in your organization
- SecurityIdentitiesHealth.Read.All Admin -
- SecurityIdentitiesHealth.ReadWrite.All Admin -
- SecurityIdentitiesSensors.Read.All Admin -
- SecurityIdentitiesSensors.ReadWrite.All Admin -
- ServiceActivity-Exchange.Read.All Admin -
- ServiceActivity-Microsoft365Web.Read.All Admin -
- ServiceActivity-OneDrive.Read.All Admin Read all One Drive service activity
- ServiceActivity-Teams.Read.All Admin Read all Teams service activity
- Sites.Selected User Access selected Sites, on behalf of the signed-in user
7aa02aeb-824f-4fbe-a3f7-611f751f5b55 Synchronization.Read.All Admin -
7bb27fa3-ea8f-4d67-a916-87715b6188bd Synchronization.ReadWrite.All Admin Read and write all Azure AD synchronization data
- SynchronizationData-User.Upload Admin Upload user data to the identity synchronization service
e1408a66-8f82-451b-a2f3-3c3e38f7413f TeamsAppInstallation.ReadWriteAndConsentForChat Admin Manage installed Teams apps in chats
946349d5-2a9d-4535-abc0-7beeacaedd1d TeamsAppInstallation.ReadWriteAndConsentForTeam Admin Manage installed Teams apps in teams
- TeamsAppInstallation.ReadWriteAndConsentForUser Admin Manage installation and permission grants of Teams apps in users' personal scope
a0e0e18b-8fb2-458f-8130-da2d7cab9c75 TeamsAppInstallation.ReadWriteAndConsentSelfForChat Admin Allow the Teams app to manage itself and its permission grants in chats
4a6bbf29-a0e1-4a4d-a7d1-cef17f772975 TeamsAppInstallation.ReadWriteAndConsentSelfForTeam Admin Allow the Teams app to manage itself and its permission grants in teams
- TeamsAppInstallation.ReadWriteAndConsentSelfForUser Admin Allow the Teams app to manage itself and its permission grants in user accounts
- TeamsPolicyUserAssign.ReadWrite.All Admin -
- TeamsUserConfiguration.Read.All Admin Read Teams user configurations
cd87405c-5792-4f15-92f7-debc0db6d1d6 TeamTemplates.Read User Read available Teams templates
- Teamwork.Read.All Admin Read organizational teamwork settings
44e060c4-bbdc-4256-a0b9-dcc0396db368 TeamworkAppSettings.Read.All Admin -
87c556f0-2bd9-4eed-bd74-5dd8af6eaf7e TeamworkAppSettings.ReadWrite.All Admin Read and write Teams app settings
- TeamworkUserInteraction.Read.All Admin Read all of the possible Teams interactions between the user and other users
- ThreatIntelligence.Read.All Admin -
- User-ConvertToInternal.ReadWrite.All Admin -
ed8d2a04-0374-41f1-aefe-da8ac87ccc87 User-LifeCycleInfo.Read.All Admin -
7ee7473e-bd4b-4c9f-987c-bd58481f5fa2 User-LifeCycleInfo.ReadWrite.All Admin -
- User-Mail.ReadWrite.All Admin -
- User-OnPremisesSyncBehavior.ReadWrite.All Admin -
- User-PasswordProfile.ReadWrite.All Admin -
- User-Phone.ReadWrite.All Admin -
- User.DeleteRestore.All Admin -
- User.EnableDisableAccount.All Admin Enable and disable user accounts
fc30e98b-8810-4501-81f5-c20a3196387b User.RevokeSessions.All Admin Revoke all sign in sessions for a user
- UserCloudClipboard.Read User -
- UserTeamwork.Read Admin Read user teamwork settings
27470298-d3b8-4b9c-aad4-6334312a3eac VirtualAppointment.Read User -
2ccc2926-a528-4b17-b8bb-860eed29d64c VirtualAppointment.ReadWrite Admin Read and write a user's virtual appointments
- VirtualAppointmentNotification.Send Admin Send notification regarding virtual appointments for the signed-in user
- VirtualEvent.Read User -
- VirtualEvent.ReadWrite Admin Read and write your virtual events
`

export const newerApplication = `
8c0aed2c-0c61-433d-b63c-6370ddc73248 Acronym.Read.All Admin -
5b016f9b-18eb-41d4-869a-66931914d1c8 AgentIdentity.DeleteRestore.All Admin -
69ee0943-4fa4-4ec8-8e52-d12e4ea661a3 AgentIdentity.EnableDisable.All Admin -
b2b8f011-2898-4234-9092-5059f6c1ebfa AgentIdentity.Read.All Admin -
dcf7150a-88d4-4fe6-9be1-c2744c455397 AgentIdentity.ReadWrite.All Admin -
839c90ab-5771-41ee-aef8-a562e8487c1e AiEnterpriseInteraction.Read.All Admin -
- Application-RemoteDesktopConfig.ReadWrite.All Admin Read and write the remote desktop security configuration for all apps
fc023787-fd04-4e44-9bc7-d454f00c0f0a Application.ReadUpdate.All Admin -
9f265de7-8d5e-4e9a-a805-5e8bbc49656f ApprovalSolution.Read.All Admin -
45583558-1113-4d06-8969-e79a28edc9ad ApprovalSolution.ReadWrite.All Admin -
99bc85fb-e857-4220-9f8c-3a1c83148d2e AuditActivity.Read Admin -
f6318678-2713-4bb6-b123-233e7336c1bd AuditActivity.Write Admin -
20e6f8e4-ffac-4cf7-82f7-70ddb7564318 AuditLogsQuery-CRM.Read.All Admin -
0bc85aed-7b0b-437a-bac8-3b29a1b84c99 AuditLogsQuery-Endpoint.Read.All Admin -
7276d950-48fc-4269-8348-f22f2bb296d0 AuditLogsQuery-Entra.Read.All Admin -
6b0d2622-d34e-4470-935b-b96550e5ca8d AuditLogsQuery-Exchange.Read.All Admin -
8a169a81-841c-45fd-ad43-96aede8801a0 AuditLogsQuery-OneDrive.Read.All Admin -
91c64a47-a524-4fce-9bf3-3d569a344ecf AuditLogsQuery-SharePoint.Read.All Admin -
5e1e9171-754d-478c-812c-f1755a9a4c2d AuditLogsQuery.Read.All Admin -
9e8be751-7eee-4c09-bcfd-d64f6b087fd8 BillingConfiguration.ReadWrite.All Admin -
be95e614-8ef3-49eb-8464-1c9503433b86 Bookmark.Read.All Admin Read all bookmarks
c5ee1f21-fc7f-4937-9af0-c91648ff9597 BrowserSiteLists.Read.All Admin -
8349ca94-3061-44d5-9bfb-33774ea5e4f9 BrowserSiteLists.ReadWrite.All Admin -
acc0fc4d-2cd6-4194-8700-1768d8423d86 BusinessScenarioConfig.Read.OwnedBy Admin -
bbea195a-4c47-4a4f-bff2-cba399e11698 BusinessScenarioConfig.ReadWrite.OwnedBy Admin -
6c0257fd-cffe-415b-8239-2d0d70fdaa9c BusinessScenarioData.Read.OwnedBy Admin -
f2d21f22-5d80-499e-91cc-0a8a4ce16f54 BusinessScenarioData.ReadWrite.OwnedBy Admin -
8ba4a692-bc31-4128-9094-475872af8a53 Calendars.ReadBasic.All Admin -
f0a35f91-2aa6-4a99-9d5a-5b6bcb66204e CallEvents-Emergency.Read.All Admin -
1abb026f-7572-49f6-9ddd-ad61cbba181e CallEvents.Read.All Admin -
ce8fb1f1-5e1f-44a0-b102-4ec28454d0dc CallRecordings.Read.All Admin -
4cd61b6d-8692-40bf-9d90-7f38db5e5fce CallTranscripts.Read.All Admin -
- Chat.ManageDeletion.All Admin Delete and recover deleted chats
1c1b4c8e-3cc7-4c58-8470-9b92c9d5848b Chat.Read.WhereInstalled Admin Read all chat messages for chats where the associated Teams application is installed
818ba5bd-5b3e-4fe0-bbe6-aa4686669073 Chat.ReadBasic.WhereInstalled Admin Read names and members of all chat threads where the associated Teams application is installed
ad73ce80-f3cd-40ce-b325-df12c33df713 Chat.ReadWrite.WhereInstalled Admin Read and write all chat messages for chats where the associated Teams application is installed
93e7c9e4-54c5-4a41-b796-f2a5adaacda7 ChatMember.Read.WhereInstalled Admin Read the members of all chats where the associated Teams application is installed
e32c2cd9-0124-4e44-88fc-772cd98afbdb ChatMember.ReadWrite.WhereInstalled Admin Add and remove members from all chats where the associated Teams application is installed
- CloudApp-Discovery.Read.All Admin Read all discovered cloud applications data
- Community.Read.All Admin -
- Community.ReadWrite.All Admin -
- Contacts-OnPremisesSyncBehavior.ReadWrite.All Admin -
- DelegatedPermissionGrant.Read.All Admin -
884b599e-4d48-43a5-ba94-15c414d00588 DeviceLocalCredential.Read.All Admin -
db51be59-e728-414b-b800-e0f010df1a79 DeviceLocalCredential.ReadBasic.All Admin -
315b6e8c-d92a-4691-919d-00ce76d1344a DeviceManagementCloudCA.Read.All Admin -
- DeviceManagementCloudCA.ReadWrite.All Admin -
- DeviceManagementScripts.Read.All Admin -
- DeviceManagementScripts.ReadWrite.All Admin -
- EduCurricula.Read.All Admin -
- EduCurricula.ReadWrite.All Admin -
- ExchangeMessageTrace.Read.All Admin -
- Files.ReadWrite.AppFolder Admin Have full access to the application's folder without a signed in user
- Files.SelectedOperations.Selected Admin Access selected Files without a signed in user
- FileStorageContainer.Selected Admin Access selected file storage containers
- Group-Conversation.Read.All Admin -
- Group-Conversation.ReadWrite.All Admin -
- Group-OnPremisesSyncBehavior.ReadWrite.All Admin -
- GroupSettings.Read.All Admin -
- GroupSettings.ReadWrite.All Admin -
- HealthMonitoringAlert.Read.All Admin -
- HealthMonitoringAlert.ReadWrite.All Admin -
7ab52c2f-a2ee-4d98-9ebc-725e3934aae2 IndustryData-DataConnector.Read.All Admin -
eda0971c-482e-4345-b28f-69c309cb8a34 IndustryData-DataConnector.ReadWrite.All Admin -
9334c44b-a7c6-4350-8036-6bf8e02b4c1f IndustryData-DataConnector.Upload Admin -
305f6ba2-049a-4b1b-88bb-fe7e08758a00 IndustryData-InboundFlow.Read.All Admin -
e688c61f-d4c6-4d64-a197-3bcf6ba1d6ad IndustryData-InboundFlow.ReadWrite.All Admin -
6ee891c3-74a4-4148-8463-0c834375dfaf IndustryData-ReferenceDefinition.Read.All Admin -
f6f5d10b-3024-4d1d-b674-aae4df4a1a73 IndustryData-Run.Read.All Admin -
bc167a60-39fe-4865-8b44-78400fc6ed03 IndustryData-SourceSystem.Read.All Admin -
7d866958-e06e-4dd6-91c6-a086b3f5cfeb IndustryData-SourceSystem.ReadWrite.All Admin -
7c55c952-b095-4c23-a522-022bce4cc1e3 IndustryData-TimePeriod.Read.All Admin -
7afa7744-a782-4a32-b8c2-e3db637e8de7 IndustryData-TimePeriod.ReadWrite.All Admin -
4f5ac95f-62fd-472c-b60f-125d24ca0bc5 IndustryData.ReadBasic.All Admin -
- InformationProtectionConfig.Read.All Admin -
- LicenseAssignment.Read.All Admin -
7c67316a-232a-4b84-be22-cea2c0906404 LifecycleWorkflows.Read.All Admin -
5c505cf4-8424-4b8e-aa14-ee06e3bb23e3 LifecycleWorkflows.ReadWrite.All Admin -
- ListItems.SelectedOperations.Selected Admin -
- Lists.SelectedOperations.Selected Admin -
- MailboxFolder.Read.All Admin -
- MailboxFolder.ReadWrite.All Admin -
76577085-e73d-4f1d-b26a-85fb33892327 MailboxItem.ImportExport.All Admin -
- MailboxItem.Read.All Admin -
- MultiTenantOrganization.Read.All Admin -
- MultiTenantOrganization.ReadBasic.All Admin -
- MultiTenantOrganization.ReadWrite.All Admin -
- NetworkAccess-Reports.Read.All Admin Read all network access reports
- NetworkAccess.Read.All Admin -
- NetworkAccess.ReadWrite.All Admin Read and write all network access information
39ae4a24-1ef0-49e8-9d63-2a66f5c39edd NetworkAccessBranch.Read.All Admin -
8137102d-ec16-4191-aaf8-7aeda8026183 NetworkAccessBranch.ReadWrite.All Admin Read and write properties of all branches for network access
8a3d36bf-cb46-4bcc-bec9-8d92829dab84 NetworkAccessPolicy.Read.All Admin -
f0c341be-8348-4989-8e43-660324294538 NetworkAccessPolicy.ReadWrite.All Admin -
- OnlineMeetingAiInsight.Read.All Admin -
bb70e231-92dc-4729-aff5-697b3f04be95 OnPremDirectorySynchronization.Read.All Admin -
- OnPremDirectorySynchronization.ReadWrite.All Admin -
- OrganizationalBranding.Read.All Admin -
- OrganizationalBranding.ReadWrite.All Admin Read and write organizational branding information
- OrgSettings-AppsAndServices.Read.All Admin -
- OrgSettings-AppsAndServices.ReadWrite.All Admin Read and write organization-wide apps and services settings
- OrgSettings-DynamicsVoice.Read.All Admin -
- OrgSettings-DynamicsVoice.ReadWrite.All Admin -
- OrgSettings-Forms.Read.All Admin -
- OrgSettings-Forms.ReadWrite.All Admin Read and write organization-wide Microsoft Forms settings
- OrgSettings-Microsoft365Install.Read.All Admin Read organization-wide Microsoft 365 apps installation settings
- OrgSettings-Microsoft365Install.ReadWrite.All Admin Read and write organization-wide Microsoft 365 apps installation settings
- OrgSettings-Todo.Read.All Admin -
- OrgSettings-Todo.ReadWrite.All Admin Read and write organization-wide Microsoft To Do settings
- PartnerSecurity.Read.All Admin -
- PeopleSettings.Read.All Admin -
- PeopleSettings.ReadWrite.All Admin Read and write all tenant-wide people settings
- Place.ReadWrite.All Admin -
- PlaceDevice.ReadWrite.All Admin Read and write all workplace devices
- Policy.Read.AuthenticationMethod Admin -
- Policy.Read.DeviceConfiguration Admin -
- Policy.Read.IdentityProtection Admin -
03cc4f92-788e-4ede-b93f-199424d144a5 Policy.ReadWrite.ExternalIdentities Admin -
- Policy.ReadWrite.IdentityProtection Admin -
1c6e93a6-28e2-4cbb-9f64-1a46a821124d Policy.ReadWrite.SecurityDefaults Admin -
- Presence.Read.All Admin -
- PrivilegedAssignmentSchedule.Read.AzureADGroup Admin -
41202f2c-f7ab-45be-b001-85c9728b9d69 PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup Admin -
- PrivilegedEligibilitySchedule.Read.AzureADGroup Admin -
- PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup Admin -
e24d31aa-e1ab-4c80-85fe-23018690335d ProfilePhoto.Read.All Admin Read profile photo of a user or group
- ProfilePhoto.ReadWrite.All Admin Read and write profile photo of a user or group
- PublicKeyInfrastructure.Read.All Admin -
- PublicKeyInfrastructure.ReadWrite.All Admin -
ee49e170-1dd1-4030-b44c-61ad6e98f743 QnA.Read.All Admin Read all Question and Answers
- RoleAssignmentSchedule.Read.Directory Admin -
- RoleAssignmentSchedule.ReadWrite.Directory Admin -
- RoleEligibilitySchedule.Read.Directory Admin -
- RoleEligibilitySchedule.ReadWrite.Directory Admin -
- RoleManagement.Read.Exchange Admin -
025d3225-3f02-4882-b4c0-cd5b541a4e80 RoleManagement.ReadWrite.Exchange Admin -
ef31918f-2d50-4755-8943-b8638c0a077e RoleManagementAlert.Read.Directory Admin -
11059518-d6a6-4851-98ed-509268489c4a RoleManagementAlert.ReadWrite.Directory Admin -
- RoleManagementPolicy.Read.AzureADGroup Admin -
- RoleManagementPolicy.Read.Directory Admin -
- RoleManagementPolicy.ReadWrite.AzureADGroup Admin -
- RoleManagementPolicy.ReadWrite.Directory Admin -
0b21c159-dbf4-4dbb-a6f6-490e412c716e Schedule-WorkingTime.ReadWrite.All Admin Trigger working time policies and read the working time status
- SchedulePermissions.ReadWrite.All Admin Read/Write schedule permissions for a role
- SecurityIdentitiesHealth.Read.All Admin -
ab03ddd5-7ae4-4f2e-8af8-86654f7e0a27 SecurityIdentitiesHealth.ReadWrite.All Admin -
5f0ffea2-f474-4cf2-9834-61cda2bcea5c SecurityIdentitiesSensors.Read.All Admin -
- SecurityIdentitiesSensors.ReadWrite.All Admin -
- ServiceActivity-Exchange.Read.All Admin -
- ServiceActivity-Microsoft365Web.Read.All Admin -
- ServiceActivity-OneDrive.Read.All Admin Read all One Drive service activity
- ServiceActivity-Teams.Read.All Admin Read all Teams service activity
- Sites.Create.All Admin -
5ba43d2f-fa88-4db2-bd1c-a67c5f0fb1ce Synchronization.Read.All Admin -
9b50c33d-700f-43b1-b2eb-87e89b703581 Synchronization.ReadWrite.All Admin Read and write all Azure AD synchronization data
db31e92a-b9ea-4d87-bf6a-75a37a9ca35a SynchronizationData-User.Upload Admin Upload user data to the identity synchronization service
6e74eff9-4a21-45d6-bc03-3a20f61f8281 TeamsAppInstallation.ReadWriteAndConsentForChat.All Admin Manage installation and permission grants of Teams apps for all chats
b0c13be0-8e20-4bc5-8c55-963c23a39ce9 TeamsAppInstallation.ReadWriteAndConsentForTeam.All Admin Manage installation and permission grants of Teams apps for all teams
- TeamsAppInstallation.ReadWriteAndConsentForUser.All Admin Manage installation and permission grants of Teams apps in a user account
ba1ba90b-2d8f-487e-9f16-80728d85bb5c TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All Admin Allow the Teams app to manage itself and its permission grants for all chats
1e4be56c-312e-42b8-a2c9-009600d732c0 TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All Admin Allow the Teams app to manage itself and its permission grants for all teams
- TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All Admin Allow the Teams app to manage itself and its permission grants in all user accounts
- TeamsPolicyUserAssign.ReadWrite.All Admin -
- TeamsUserConfiguration.Read.All Admin Read Teams user configurations
6323133e-1f6e-46d4-9372-ac33a0870636 TeamTemplates.Read.All Admin Read all available Teams Templates
- Teamwork.Read.All Admin Read organizational teamwork settings
- ThreatIntelligence.Read.All Admin -
- User-ConvertToInternal.ReadWrite.All Admin -
8556a004-db57-4d7a-8b82-97a13428e96f User-LifeCycleInfo.Read.All Admin -
925f1248-0f97-47b9-8ec8-538c54e01325 User-LifeCycleInfo.ReadWrite.All Admin -
280d0935-0796-47d1-8d26-273470a3f17a User-Mail.ReadWrite.All Admin -
a94a502d-0281-4d15-8cd2-682ac9362c4c User-OnPremisesSyncBehavior.ReadWrite.All Admin -
- User-PasswordProfile.ReadWrite.All Admin -
86ceff06-c822-49ff-989a-d912845ffe69 User-Phone.ReadWrite.All Admin -
- User.DeleteRestore.All Admin -
- User.EnableDisableAccount.All Admin Enable and disable user accounts
97235f07-e226-4f63-ace3-39588e11d3a1 User.ReadBasic.All Admin -
- User.RevokeSessions.All Admin -
a1e58be0-1095-422b-b067-73434bd7d40f UserAuthMethod-Email.Read.All Admin -
d2c4289f-9f95-40da-ad43-eeb1506f0db7 UserAuthMethod-External.Read.All Admin -
a9c5f16e-e5ca-4e33-89ad-903fcfc01c23 UserAuthMethod-MicrosoftAuthApp.Read.All Admin -
8d2c17ff-b93d-40d5-9def-d843680509cb UserAuthMethod-Password.Read.All Admin -
fbcd7ef1-df0d-4e05-bb28-93424a89c6df UserTeamwork.Read.All Admin Read all user teamwork settings
d4f67ec2-59b5-4bdc-b4af-d78f6f9c1954 VirtualAppointment.Read.All Admin -
bf46a256-f47d-448f-ab78-f226fff08d40 VirtualAppointment.ReadWrite.All Admin Read-write all virtual appointments for users, as authorized by online meetings app access policy
- VirtualAppointmentNotification.Send Admin Send notification regarding virtual appointments as any user
- VirtualEvent.Read.All Admin Read all users' virtual events
- VirtualEventRegistration-Anon.ReadWrite.All Admin Read and write anonymous users' virtual event registrations
`
