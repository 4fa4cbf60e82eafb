// Microsoft Graph's delegated permissions: id, name, who can grant it, and what the consent page says.
// As a tenant’s service principal lists them: OfficeDev/teams-toolkit, permissions.json (MIT).

export const graphDelegated = `
ebfcd32b-babb-40f4-a14b-42706e83bd28 AccessReview.Read.All Admin Read access reviews that you can access
e4aa47b9-9a69-4109-82ed-36ec70d85ff1 AccessReview.ReadWrite.All Admin Manage access reviews that you can access
5af8c3f5-baca-439a-97b0-ea58a435e269 AccessReview.ReadWrite.Membership Admin Manage access reviews for group and app memberships
3361d15d-be43-4de6-b441-3c746d05163d AdministrativeUnit.Read.All Admin Read administrative units
7b8a2d34-6b3f-4542-a343-54651608ad81 AdministrativeUnit.ReadWrite.All Admin Read and write administrative units
af2819c9-df71-4dd3-ade7-4d7c9dc653b7 Agreement.Read.All Admin Read all terms of use agreements
ef4b5d93-3104-4664-9053-a5c49ab44218 Agreement.ReadWrite.All Admin Read and write all terms of use agreements
0b7643bb-5336-476f-80b5-18fbfbc91806 AgreementAcceptance.Read Admin Read your terms of use acceptance statuses
a66a5341-e66e-4897-9d52-c2df58c2bfb9 AgreementAcceptance.Read.All Admin Read all terms of use acceptance statuses
e03cf23f-8056-446a-8994-7d93dfc8b50e Analytics.Read User Read your activity statistics
1b6ff35f-31df-4332-8571-d31ea5a4893f APIConnectors.Read.All Admin Read API connectors for authentication flows
c67b52c5-7c69-48b6-9d48-7b3af3ded914 APIConnectors.ReadWrite.All Admin Read and write API connectors for authentication flows
88e58d74-d3df-44f3-ad47-e89edf4472e4 AppCatalog.Read.All User Read all app catalogs
1ca167d5-1655-44a1-8adf-1414072e1ef9 AppCatalog.ReadWrite.All Admin Read and write to all app catalogs
3db89e36-7fa6-4012-b281-85f3d9d9fd2e AppCatalog.Submit User Submit application packages to your organization's catalog and cancel pending submissions
c79f8feb-a9db-4090-85f9-90d820caa0eb Application.Read.All Admin Read applications
bdfbf15f-ee85-4955-8675-146e8e5296b5 Application.ReadWrite.All Admin Read and write applications
84bccea3-f856-4a8a-967b-dbe0a3d53a64 AppRoleAssignment.ReadWrite.All Admin Manage app permission grants and app role assignments
1196552e-b226-4363-b01e-b8901fe10a11 Approval.Read.All Admin Read approvals
1d3d0bc7-4b3a-427a-ae9f-6de4e1edc95f Approval.ReadWrite.All Admin Read and write approvals
104a7a4b-ca76-4677-b7e7-2f4bc482f381 AttackSimulation.Read.All Admin Read attack simulation data of an organization
e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20 AuditLog.Read.All Admin Read audit log data
57b030f1-8c35-469c-b0d9-e4a077debe70 AuthenticationContext.Read.All Admin Read all authentication context information
ba6d575a-1344-4516-b777-1404f5593057 AuthenticationContext.ReadWrite.All Admin Read and write all authentication context information
b27a61ec-b99c-4d6a-b126-c4375d08ae30 BitlockerKey.Read.All Admin Read your BitLocker keys
5a107bfc-4f00-4e1a-b67e-66451267bc68 BitlockerKey.ReadBasic.All Admin Read your BitLocker keys basic information
7f36b48e-542f-4d3b-9bcb-8406f0ab9fdb Bookings.Manage.All User Manage bookings information
33b1df99-4b29-4548-9339-7a7b83eaeebc Bookings.Read.All User Read bookings information
948eb538-f19d-4ec5-9ccc-f059e1ea4c72 Bookings.ReadWrite.All User Read and write bookings information
02a5a114-36a6-46ff-a102-954d89d9ab02 BookingsAppointment.ReadWrite.All User Read and write booking appointments
465a38f9-76ea-45b9-9f34-9e8b0d4b0b42 Calendars.Read User Read your calendars
2b9c4092-424d-4249-948d-b43879977640 Calendars.Read.Shared User Read calendars you can access
1ec239c2-d7c9-4623-a91a-a9775856bb36 Calendars.ReadWrite User Have full access to your calendars
12466101-c9b8-439a-8589-dd09ee67e8e9 Calendars.ReadWrite.Shared User Read and write to your and shared calendars
101147cf-4178-4455-9d58-02b5c164e759 Channel.Create Admin Create channels
cc83893a-e232-4723-b5af-bd0b01bcfe65 Channel.Delete.All Admin Delete channels
9d8982ae-4365-4f57-95e9-d6032a4c0b87 Channel.ReadBasic.All User Read the names and descriptions of channels
2eadaff8-0bce-4198-a6b9-2cfc35a30075 ChannelMember.Read.All Admin Read the members of teams and channels
0c3e411a-ce45-4cd1-8f30-f99a3efa7b11 ChannelMember.ReadWrite.All Admin Add and remove members from teams and channels
2b61aa8a-6d36-4b2f-ac7b-f29867937c53 ChannelMessage.Edit User Edit your channel messages
767156cb-16ae-4d10-8f8b-41b657c8c8c8 ChannelMessage.Read.All Admin Read your channel messages
5922d31f-46c8-4404-9eaf-2117e390a8a4 ChannelMessage.ReadWrite Admin Read and write user channel messages
ebf0f66e-9fb1-49e4-a278-222f76911cf4 ChannelMessage.Send User Send channel messages
233e0cf1-dd62-48bc-b65b-b38fe87fcf8e ChannelSettings.Read.All Admin Read the names, descriptions, and settings of channels
d649fb7c-72b4-4eec-b2b4-b15acf79e378 ChannelSettings.ReadWrite.All Admin Read and write the names, descriptions, and settings of channels
38826093-1258-4dea-98f0-00003be2b8d0 Chat.Create User Create chats
f501c180-9344-439a-bca0-6cbf209fd270 Chat.Read User Read your chat messages
9547fcb5-d03f-419d-9948-5928bbf71b0f Chat.ReadBasic User Read names and members of your chat threads
9ff7295e-131b-4d94-90e1-69fde507ac11 Chat.ReadWrite User Read and write your chat messages
c5a9e2b1-faf6-41d4-8875-d381aa549b24 ChatMember.Read Admin Read the members of chats
dea13482-7ea6-488f-8b98-eb5bbecf033d ChatMember.ReadWrite Admin Add and remove members from chats
cdcdac3a-fd45-410d-83ef-554db620e5c7 ChatMessage.Read User Read user chat messages
116b7235-7cc6-461e-b163-8e55691d839e ChatMessage.Send User Send chat messages
5252ec4e-fd40-4d92-8c68-89dd1d3c6110 CloudPC.Read.All User Read Cloud PCs
9d77138f-f0e2-47ba-ab33-cd246c8b79d1 CloudPC.ReadWrite.All Admin Read and write Cloud PCs
f3bfad56-966e-4590-a536-82ecf548ac1e ConsentRequest.Read.All Admin Read consent requests
497d9dfa-3bd1-481a-baab-90895e54568c ConsentRequest.ReadWrite.All Admin Read and write consent requests
ff74d97f-43af-4b68-9f2a-b77ee6968c5d Contacts.Read User Read your contacts
242b9d9e-ed24-4d09-9a52-f43769beb9d4 Contacts.Read.Shared User Read your and shared contacts
d56682ec-c09e-4743-aaf4-1a3aac4caa21 Contacts.ReadWrite User Have full access of your contacts
afb6c84b-06be-49af-80bb-8f3f77004eab Contacts.ReadWrite.Shared User Read and write to your and shared contacts
81594d25-e88e-49cf-ac8c-fecbff49f994 CrossTenantInformation.ReadBasic.All Admin Read cross-tenant basic information
cb1ba48f-d22b-4325-a07f-74135a62ee41 CrossTenantUserProfileSharing.Read Admin Read shared cross-tenant user profile and export data
759dcd16-3c90-463c-937e-abf89f991c18 CrossTenantUserProfileSharing.Read.All Admin Read any shared cross-tenant user profiles and export data
eed0129d-dc60-4f30-8641-daf337a39ffd CrossTenantUserProfileSharing.ReadWrite Admin Read shared cross-tenant user profile and export or delete data
64dfa325-cbf8-48e3-938d-51224a0cac01 CrossTenantUserProfileSharing.ReadWrite.All Admin Read any shared cross-tenant user profiles and export or delete data
b2052569-c98c-4f36-a5fb-43e5c111e6d0 CustomAuthenticationExtension.Read.All Admin Read your organization's custom authentication extensions
8dfcf82f-15d0-43b3-bc78-a958a13a5792 CustomAuthenticationExtension.ReadWrite.All Admin Read and write your organization's custom authentication extensions
b46ffa80-fe3d-4822-9a1a-c200932d54d0 CustomSecAttributeAssignment.Read.All Admin Read custom security attribute assignments
ca46335e-8453-47cd-a001-8459884efeae CustomSecAttributeAssignment.ReadWrite.All Admin Read and write custom security attribute assignments
ce026878-a0ff-4745-a728-d4fedd086c07 CustomSecAttributeDefinition.Read.All Admin Read custom security attribute definitions
8b0160d4-5743-482b-bb27-efc0a485ca4a CustomSecAttributeDefinition.ReadWrite.All Admin Read and write custom security attribute definitions
0c0064ea-477b-4130-82a5-4c2cc4ff68aa DelegatedAdminRelationship.Read.All Admin Read Delegated Admin relationships with customers
885f682f-a990-4bad-a642-36736a74b0c7 DelegatedAdminRelationship.ReadWrite.All Admin Manage Delegated Admin relationships with customers
41ce6ca6-6826-4807-84f1-1c82854f7ee5 DelegatedPermissionGrant.ReadWrite.All Admin Manage all delegated permission grants
bac3b9c2-b516-4ef4-bd3b-c2ef73d8d804 Device.Command User Communicate with your other devices
11d4cd79-5ba5-460f-803f-e22c8ab85ccd Device.Read User View your list of devices
951183d1-1a61-466f-a6d1-1fde911bfd95 Device.Read.All Admin Read all devices
4edf5f54-4666-44af-9de9-0144fb4b6e8c DeviceManagementApps.Read.All Admin Read Microsoft Intune apps
7b3f05d5-f68c-4b8d-8c59-a2ecd12f24af DeviceManagementApps.ReadWrite.All Admin Read and write Microsoft Intune apps
f1493658-876a-4c87-8fa7-edb559b3476a DeviceManagementConfiguration.Read.All Admin Read Microsoft Intune Device Configuration and Policies
0883f392-0a7a-443d-8c76-16a6d39c7b63 DeviceManagementConfiguration.ReadWrite.All Admin Read and write Microsoft Intune Device Configuration and Policies
3404d2bf-2b13-457e-a330-c24615765193 DeviceManagementManagedDevices.PrivilegedOperations.All Admin Perform user-impacting remote actions on Microsoft Intune devices
314874da-47d6-4978-88dc-cf0d37f0bb82 DeviceManagementManagedDevices.Read.All Admin Read devices Microsoft Intune devices
44642bfe-8385-4adc-8fc6-fe3cb2c375c3 DeviceManagementManagedDevices.ReadWrite.All Admin Read and write Microsoft Intune devices
49f0cc30-024c-4dfd-ab3e-82e137ee5431 DeviceManagementRBAC.Read.All Admin Read Microsoft Intune RBAC settings
0c5e8a55-87a6-4556-93ab-adc52c4d862d DeviceManagementRBAC.ReadWrite.All Admin Read and write Microsoft Intune RBAC settings
8696daa5-bce5-4b2e-83f9-51b6defc4e1e DeviceManagementServiceConfig.Read.All Admin Read Microsoft Intune configuration
662ed50a-ac44-4eef-ad86-62eed9be2a29 DeviceManagementServiceConfig.ReadWrite.All Admin Read and write Microsoft Intune configuration
0e263e50-5827-48a4-b97c-d940288653c7 Directory.AccessAsUser.All Admin Access the directory as you
06da0dbc-49e2-44d2-8312-53f166ab848a Directory.Read.All Admin Read directory data
c5366453-9fb0-48a5-a156-24f0c49a4b84 Directory.ReadWrite.All Admin Read and write directory data
cba5390f-ed6a-4b7f-b657-0efc2210ed20 Directory.Write.Restricted Admin Manage restricted resources in the directory
34d3bd24-f6a6-468c-b67c-0c365c1d6410 DirectoryRecommendations.Read.All Admin Read Microsoft Entra recommendations
f37235e8-90a0-4189-93e2-e55b53867ccd DirectoryRecommendations.ReadWrite.All Admin Read and update Microsoft Entra recommendations
2f9ee017-59c1-4f1d-9472-bd5529a7b311 Domain.Read.All Admin Read domains.
0b5d694c-a244-4bde-86e6-eb5cd07730fe Domain.ReadWrite.All Admin Read and write domains
ff91d191-45a0-43fd-b837-bd682c4a0b0f EAS.AccessAsUser.All User Access your mailboxes
99201db3-7652-4d5a-809a-bdb94f85fe3c eDiscovery.Read.All Admin Read all eDiscovery objects
acb8f680-0834-4146-b69e-4ab1b39745ad eDiscovery.ReadWrite.All Admin Read and write all eDiscovery objects
8523895c-6081-45bf-8a5d-f062a2f12c9f EduAdministration.Read Admin View your education app settings
63589852-04e3-46b4-bae9-15d5b1050748 EduAdministration.ReadWrite Admin Manage your education app settings
091460c9-9c4a-49b2-81ef-1f3d852acce2 EduAssignments.Read Admin View your assignments and grades
c0b0103b-c053-4b2e-9973-9f3a544ec9b8 EduAssignments.ReadBasic Admin View your assignments without grades
2f233e90-164b-4501-8bce-31af2559a2d3 EduAssignments.ReadWrite Admin View and modify your assignments and grades
2ef770a1-622a-47c4-93ee-28d6adbed3a0 EduAssignments.ReadWriteBasic Admin View and modify your assignments without grades
a4389601-22d9-4096-ac18-36a927199112 EduRoster.Read Admin View your school, class and user information
5d186531-d1bf-4f07-8cea-7c42119e1bd9 EduRoster.ReadBasic Admin View a limited subset of your school, class and user information
359e19a6-e3fa-4d7f-bcab-d28ec592b51e EduRoster.ReadWrite Admin View and modify your school, class and user information
5449aa12-1393-4ea2-a7c7-d0e06c1a56b2 EntitlementManagement.Read.All Admin Read all entitlement management resources
ae7a573d-81d7-432b-ad44-4ed5c9d89038 EntitlementManagement.ReadWrite.All Admin Read and write entitlement management resources
f7dd3bed-5eec-48da-bc73-1c0ef50bc9a1 EventListener.Read.All Admin Read your organization's authentication event listeners
d11625a6-fe21-4fc6-8d3d-063eba5525ad EventListener.ReadWrite.All Admin Read and write your organization's authentication event listeners
9769c687-087d-48ac-9cb3-c37dde652038 EWS.AccessAsUser.All User Access your mailboxes
a38267a5-26b6-4d76-9493-935b7599116b ExternalConnection.Read.All Admin Read all external connections
bbbbd9b3-3566-4931-ac37-2b2180d9e334 ExternalConnection.ReadWrite.All Admin Read and write all external connections
4082ad95-c812-4f02-be92-780c4c4f1830 ExternalConnection.ReadWrite.OwnedBy Admin Read and write external connections
922f9392-b1b7-483c-a4be-0089be7704fb ExternalItem.Read.All Admin Read items in external datasets
b02c54f8-eb48-4c50-a9f0-a149e5a2012f ExternalItem.ReadWrite.All Admin Read and write all external items
4367b9d7-cee7-4995-853c-a0bdfe95c1f9 ExternalItem.ReadWrite.OwnedBy Admin Read and write external items
3a1e4806-a744-4c70-80fc-223bf8582c46 Family.Read User Read your family info
10465720-29dd-4523-a11a-6a75c743c9d9 Files.Read User Read your files
df85f4d6-205c-4ac5-a5ea-6bf408dba283 Files.Read.All User Read all files that you have access to
5447fe39-cb82-4c1a-b977-520e67e724eb Files.Read.Selected User Read selected files
5c28f0bf-8a70-41f1-8ab2-9032436ddb65 Files.ReadWrite User Have full access to your files
863451e7-0667-486c-a5d6-d135439485f0 Files.ReadWrite.All User Have full access to all files you have access to
8019c312-3263-48e6-825e-2b833497195b Files.ReadWrite.AppFolder User Have full access to the application's folder
17dde5bd-8c17-420f-a486-969730c1b827 Files.ReadWrite.Selected User Read and write selected files
f534bf13-55d4-45a9-8f3c-c92fe64d6131 Financials.ReadWrite.All User Read and write financials data
5f8c59db-677d-491f-a6b8-5f174b11ec1d Group.Read.All Admin Read all groups
4e46008b-f24c-477d-8fff-7bb4ec7aafe0 Group.ReadWrite.All Admin Read and write all groups
bc024368-1153-4739-b217-4326f2e966d0 GroupMember.Read.All Admin Read group memberships
f81125ac-d3b7-4573-a3b2-7099cc39df9e GroupMember.ReadWrite.All Admin Read and write group memberships
43781733-b5a7-4d1b-98f4-e8edff23e1a9 IdentityProvider.Read.All Admin Read identity providers
f13ce604-1677-429f-90bd-8a10b9f01325 IdentityProvider.ReadWrite.All Admin Read and write identity providers
8f6a01e7-0391-4ee5-aa22-a3af122cef27 IdentityRiskEvent.Read.All Admin Read identity risk event information
9e4862a5-b68f-479e-848a-4e07e25c9916 IdentityRiskEvent.ReadWrite.All Admin Read and write risk event information
ea5c4ab0-5a73-4f35-8272-5d5337884e5d IdentityRiskyServicePrincipal.Read.All Admin Read all identity risky service principal information
bb6f654c-d7fd-4ae3-85c3-fc380934f515 IdentityRiskyServicePrincipal.ReadWrite.All Admin Read and write all identity risky service principal information
d04bb851-cb7c-4146-97c7-ca3e71baf56c IdentityRiskyUser.Read.All Admin Read identity risky user information
e0a7cdbb-08b0-4697-8264-0069786e9674 IdentityRiskyUser.ReadWrite.All Admin Read and write identity risky user information
2903d63d-4611-4d43-99ce-a33f3f52e343 IdentityUserFlow.Read.All Admin Read all identity user flows
281892cc-4dbf-4e3a-b6cc-b21029bb4e82 IdentityUserFlow.ReadWrite.All Admin Read and write all identity user flows
652390e4-393a-48de-9484-05f9b1212954 IMAP.AccessAsUser.All User Read and write access to your mail.
4ad84827-5578-4e18-ad7a-86530b12f884 InformationProtectionPolicy.Read User Read user sensitivity labels and label policies.
ea4c1fd9-6a9f-4432-8e5d-86e06cc0da77 LearningContent.Read.All Admin Read learning content
53cec1c4-a65f-4981-9dc1-ad75dbf1c077 LearningContent.ReadWrite.All Admin Manage learning content
dd8ce36f-9245-45ea-a99e-8ac398c22861 LearningProvider.Read Admin Read learning provider
40c2eb57-abaf-49f5-9331-e90fd01f7130 LearningProvider.ReadWrite Admin Manage learning provider
f55016cc-149c-447e-8f21-7cf3ec1d6350 LicenseAssignment.ReadWrite.All Admin Manage all license assignments
570282fd-fa5c-430d-a7fd-fc8dc98a9dca Mail.Read User Read your mail
7b9103a5-4610-446b-9670-80643382c1fa Mail.Read.Shared User Read mail you can access
a4b8392a-d8d1-4954-a029-8e668a39a170 Mail.ReadBasic User Read user basic mail
024d486e-b451-40bb-833d-3e66d98c5c73 Mail.ReadWrite User Read and write access to your mail
5df07973-7d5d-46ed-9847-1271055cbd51 Mail.ReadWrite.Shared User Read and write mail you can access
e383f46e-2787-4529-855e-0e479a3ffac0 Mail.Send User Send mail as you
a367ab51-6b49-43bf-a716-a1fb06d2a174 Mail.Send.Shared User Send mail on behalf of others or yourself
87f447af-9fa4-4c32-9dfa-4a57a73d18ce MailboxSettings.Read User Read your mailbox settings
818c620a-27a9-40bd-a6a5-d96f7d610b4b MailboxSettings.ReadWrite User Read and write to your mailbox settings
dc34164e-6c4a-41a0-be89-3ae2fbad7cd3 ManagedTenants.Read.All Admin Read all managed tenant information
b31fa710-c9b3-4d9e-8f5e-8036eecddab9 ManagedTenants.ReadWrite.All Admin Read and write all managed tenant information
f6a3db3e-f7e8-4ed2-a414-557c8c9830be Member.Read.Hidden Admin Read your hidden memberships
9d822255-d64d-4b7a-afdb-833b9a97ed02 Notes.Create User Create your OneNote notebooks
371361e4-b9e2-4a3f-8315-2a301a3b0a3d Notes.Read User Read your OneNote notebooks
dfabfca6-ee36-4db2-8208-7a28381419b3 Notes.Read.All User Read all OneNote notebooks that you can access
615e26af-c38a-4150-ae3e-c3b0d4cb1d6a Notes.ReadWrite User Read and write your OneNote notebooks
64ac0503-b4fa-45d9-b544-71a463f05da0 Notes.ReadWrite.All User Read and write all OneNote notebooks that you can access
ed68249d-017c-4df5-9113-e684c7f8760b Notes.ReadWrite.CreatedByApp User Limited access to your OneNote notebooks for this app (preview)
89497502-6e42-46a2-8cb2-427fd3df970a Notifications.ReadWrite.CreatedByApp User Deliver and manage your notifications for this app
110e5abb-a10c-4b59-8b55-9b4daa4ef743 OnlineMeetingArtifact.Read.All User Read user's online meeting artifacts
190c2bb6-1fdd-4fec-9aa2-7d571b5e1fe3 OnlineMeetingRecording.Read.All Admin Read all recordings of online meetings.
9be106e1-f4e3-4df5-bdff-e4bc531cbe43 OnlineMeetings.Read User Read your online meetings
a65f2972-a4f8-4f5e-afd7-69ccb046d5dc OnlineMeetings.ReadWrite User Read and create your online meetings
30b87d18-ebb1-45db-97f8-82ccb1f0190c OnlineMeetingTranscript.Read.All Admin Read all transcripts of online meetings.
8c4d5184-71c2-4bf8-bb9d-bc3378c9ad42 OnPremisesPublishingProfiles.ReadWrite.All Admin Manage on-premises published resources
4908d5b9-3fb2-4b1e-9336-1888b7937185 Organization.Read.All Admin Read organization information
46ca0847-7e6b-426e-9775-ea810a948356 Organization.ReadWrite.All Admin Read and write organization information
08432d1b-5911-483c-86df-7980af5cdee0 OrgContact.Read.All Admin Read organizational contacts
ba47897c-39ec-4d83-8086-ee8256fa737d People.Read User Read your relevant people list
b89f9189-71a5-4e70-b041-9887f0bc7e4a People.Read.All Admin Read all users’ relevant people lists
cb8f45a0-5c2e-4ea1-b803-84b870a7d7ec Place.Read.All Admin Read all company places
4c06a06a-098a-4063-868e-5dfee3827264 Place.ReadWrite.All Admin Read and write organization places
572fea84-0151-49b2-9301-11cb16974376 Policy.Read.All Admin Read your organization's policies
633e0fce-8c58-4cfb-9495-12bbd5a24f7c Policy.Read.ConditionalAccess User Read your organization's conditional access policies
414de6ea-2d92-462f-b120-6e2a809a6d01 Policy.Read.PermissionGrant Admin Read consent and permission grant policies
4f5bc9c8-ea54-4772-973a-9ca119cb0409 Policy.ReadWrite.AccessReview Admin Read and write your organization's directory access review default policy
b27add92-efb2-4f16-84f5-8108ba77985c Policy.ReadWrite.ApplicationConfiguration Admin Read and write your organization's application configuration policies
edb72de9-4252-4d03-a925-451deef99db7 Policy.ReadWrite.AuthenticationFlows Admin Read and write your authentication flow policies
7e823077-d88e-468f-a337-e18f1f0e6c7c Policy.ReadWrite.AuthenticationMethod Admin Read and write your authentication method policies
edd3c878-b384-41fd-95ad-e7407dd775be Policy.ReadWrite.Authorization Admin Read and write your organization's authorization policy
ad902697-1014-4ef5-81ef-2b4301988e8c Policy.ReadWrite.ConditionalAccess Admin Read and write your organization's conditional access policies
4d135e65-66b8-41a8-9f8b-081452c91774 Policy.ReadWrite.ConsentRequest Admin Read and write consent request policy
014b43d0-6ed4-4fc6-84dc-4b6f7bae7d85 Policy.ReadWrite.CrossTenantAccess Admin Read and write your organization's cross tenant access policies
40b534c3-9552-4550-901b-23879c90bcf9 Policy.ReadWrite.DeviceConfiguration Admin Read and write your organization's device configuration policies
92a38652-f13b-4875-bc77-6e1dbb63e1b2 Policy.ReadWrite.FeatureRollout Admin Read and write your organization's feature rollout policies
a8ead177-1889-4546-9387-f25e658e2a79 Policy.ReadWrite.MobilityManagement Admin Read and write your organization's mobility management policies
2672f8bb-fd5e-42e0-85e1-ec764dd2614e Policy.ReadWrite.PermissionGrant Admin Manage consent and permission grant policies
cefba324-1a70-4a6e-9c1d-fd670b7ae392 Policy.ReadWrite.TrustFramework Admin Read and write trust framework policies
d7b7f2d9-0f45-4ea1-9d42-e50810c06991 POP.AccessAsUser.All User Read and write access to your mail.
76bc735e-aecd-4a1d-8b4c-2b915deabb79 Presence.Read User Read your presence information
9c7a330d-35b3-4aa1-963d-cb2b9f927841 Presence.Read.All User Read presence information of all users in your organization
8d3c54a7-cf58-4773-bf81-c0cd6ad522bb Presence.ReadWrite User Read and write your presence information
d69c2d6d-4f72-4f99-a6b9-663e32f8cf68 PrintConnector.Read.All Admin Read print connectors
79ef9967-7d59-4213-9c64-4b10687637d8 PrintConnector.ReadWrite.All Admin Read and write print connectors
90c30bed-6fd1-4279-bf39-714069619721 Printer.Create Admin Register printers
93dae4bd-43a1-4a23-9a1a-92957e1d9121 Printer.FullControl.All Admin Register, read, update, and unregister printers
3a736c8a-018e-460a-b60c-863b2683e8bf Printer.Read.All Admin Read printers
89f66824-725f-4b8f-928e-e1c5258dc565 Printer.ReadWrite.All Admin Read and update printers
ed11134d-2f3f-440d-a2e1-411efada2502 PrinterShare.Read.All User Read printer shares
5fa075e9-b951-4165-947b-c63396ff0a37 PrinterShare.ReadBasic.All User Read basic information about printer shares
06ceea37-85e2-40d7-bec3-91337a46038f PrinterShare.ReadWrite.All Admin Read and update printer shares
21f0d9c0-9f13-48b3-94e0-b6b231c7d320 PrintJob.Create User Create your print jobs
248f5528-65c0-4c88-8326-876c7236df5e PrintJob.Read User Read your print jobs
afdd6933-a0d8-40f7-bd1a-b5d778e8624b PrintJob.Read.All Admin Read print jobs
6a71a747-280f-4670-9ca0-a9cbf882b274 PrintJob.ReadBasic User Read basic information of your print jobs
04ce8d60-72ce-4867-85cf-6d82f36922f3 PrintJob.ReadBasic.All Admin Read basic information of print jobs
b81dd597-8abb-4b3f-a07a-820b0316ed04 PrintJob.ReadWrite User Read and update your print jobs
036b9544-e8c5-46ef-900a-0646cc42b271 PrintJob.ReadWrite.All Admin Read and update print jobs
6f2d22f2-1cb6-412c-a17c-3336817eaa82 PrintJob.ReadWriteBasic User Read and write basic information of your print jobs
3a0db2f6-0d2a-4c19-971b-49109b19ad3d PrintJob.ReadWriteBasic.All Admin Read and write basic information of print jobs
490f32fd-d90f-4dd7-a601-ff6cdc1a3f6c PrintSettings.Read.All Admin Read tenant-wide print settings
9ccc526a-c51c-4e5c-a1fd-74726ef50b8f PrintSettings.ReadWrite.All Admin Read and write tenant-wide print settings
b3a539c9-59cb-4ad5-825a-041ddbdc2bdb PrivilegedAccess.Read.AzureAD Admin Read privileged access to Microsoft Entra
d329c81c-20ad-4772-abf9-3f6fdb7e5988 PrivilegedAccess.Read.AzureADGroup Admin Read privileged access to Microsoft Entra groups
1d89d70c-dcac-4248-b214-903c457af83a PrivilegedAccess.Read.AzureResources Admin Read privileged access to your Azure resources
3c3c74f5-cdaa-4a97-b7e0-4e788bfcfb37 PrivilegedAccess.ReadWrite.AzureAD Admin Read and write privileged access to Microsoft Entra
32531c59-1f32-461f-b8df-6f8a3b89f73b PrivilegedAccess.ReadWrite.AzureADGroup Admin Read and write privileged access to Microsoft Entra groups
a84a9652-ffd3-496e-a991-22ba5529156a PrivilegedAccess.ReadWrite.AzureResources Admin Read and write privileged access to Azure resources
c492a2e1-2f8f-4caa-b076-99bbf6e40fe4 ProgramControl.Read.All Admin Read programs that you can access
50fd364f-9d93-4ae1-b170-300e87cccf84 ProgramControl.ReadWrite.All Admin Manage programs that you can access
07f995eb-fc67-4522-ad66-2b8ca8ea3efd RecordsManagement.Read.All Admin Read Records Management configuration, labels, and policies
f2833d75-a4e6-40ab-86d4-6dfe73c97605 RecordsManagement.ReadWrite.All Admin Read and write Records Management configuration, labels, and policies
02e97553-ed7b-43d0-ab3c-f8bace0d040c Reports.Read.All Admin Read all usage reports
84fac5f4-33a9-4100-aa38-a20c6d29e5e7 ReportSettings.Read.All Admin Read admin report settings
b955410e-7715-4a88-a940-dfd551018df3 ReportSettings.ReadWrite.All Admin Read and write admin report settings
344a729c-0285-42c6-9014-f12b9b8d6129 RoleAssignmentSchedule.Read.Directory Admin Read all active role assignments for your company's directory
8c026be3-8e26-4774-9372-8d5d6f21daff RoleAssignmentSchedule.ReadWrite.Directory Admin Read, update, and delete all active role assignments for your company's directory
eb0788c2-6d4e-4658-8c9e-c0fb8053f03d RoleEligibilitySchedule.Read.Directory Admin Read all eligible role assignments for your company's directory
62ade113-f8e0-4bf9-a6ba-5acb31db32fd RoleEligibilitySchedule.ReadWrite.Directory Admin Read, update, and delete all eligible role assignments for your company's directory
48fec646-b2ba-4019-8681-8eb31435aded RoleManagement.Read.All Admin Read role management data for all RBAC providers
9619b88a-8a25-48a7-9571-d23be0337a79 RoleManagement.Read.CloudPC Admin Read Cloud PC RBAC settings
741c54c3-0c1e-44a1-818b-3f97ab4e8c83 RoleManagement.Read.Directory Admin Read directory RBAC settings
501d06f8-07b8-4f18-b5c6-c191a4af7a82 RoleManagement.ReadWrite.CloudPC Admin Read and write Cloud PC RBAC settings
d01b97e9-cbc0-49fe-810a-750afd5527a3 RoleManagement.ReadWrite.Directory Admin Read and write directory RBAC settings
3de2cdbe-0ff5-47d5-bdee-7f45b4749ead RoleManagementPolicy.Read.Directory Admin Read all policies for privileged role assignments of your company's directory
1ff1be21-34eb-448c-9ac9-ce1f506b2a68 RoleManagementPolicy.ReadWrite.Directory Admin Read, update, and delete all policies for privileged role assignments of your company's directory
fccf6dd8-5706-49fa-811f-69e2e1b585d0 Schedule.Read.All Admin Read your schedule items
63f27281-c9d9-4f29-94dd-6942f7f1feb0 Schedule.ReadWrite.All Admin Read and write your schedule items
7d307522-aa38-4cd0-bd60-90c6f0ac50bd SearchConfiguration.Read.All Admin Read your organization's search configuration
b1a7d408-cab0-47d2-a2a5-a74a3733600d SearchConfiguration.ReadWrite.All Admin Read and write your organization's search configuration
1638cddf-07a4-4de2-8645-69c96cacad73 SecurityActions.Read.All Admin Read your organization's security actions
dc38509c-b87d-4da0-bd92-6bec988bac4a SecurityActions.ReadWrite.All Admin Read and update your organization's security actions
bc257fb8-46b4-4b15-8713-01e91bfbe4ea SecurityAlert.Read.All Admin Read all alerts
471f2a7f-2a42-4d45-a2bf-594d0838070d SecurityAlert.ReadWrite.All Admin Read and write all alerts
64733abd-851e-478a-bffb-e47a14b18235 SecurityEvents.Read.All Admin Read your organization’s security events
6aedf524-7e1c-45a7-bd76-ded8cab8d0fc SecurityEvents.ReadWrite.All Admin Read and update your organization’s security events
b9abcc4f-94fc-4457-9141-d20ce80ec952 SecurityIncident.Read.All Admin Read security incidents
128ca929-1a19-45e6-a3b8-435ec44a36ba SecurityIncident.ReadWrite.All Admin Read and write to security incidents
55896846-df78-47a7-aa94-8d3d4442ca7f ServiceHealth.Read.All Admin Read service health
eda39fa6-f8cf-4c3c-a909-432c683e4c9b ServiceMessage.Read.All Admin Read service messages
636e1b0b-1cc2-4b1c-9aa9-4eeed9b9761b ServiceMessageViewpoint.Write Admin Update your user status on service announcement messages
9f9ce928-e038-4e3b-8faf-7b59049a8ddc ServicePrincipalEndpoint.Read.All Admin Read service principal endpoints
7297d82c-9546-4aed-91df-3d4f0a9b3ff0 ServicePrincipalEndpoint.ReadWrite.All Admin Read and update service principal endpoints
2ef70e10-5bfd-4ede-a5f6-67720500b258 SharePointTenantSettings.Read.All Admin Read SharePoint and OneDrive tenant settings
aa07f155-3612-49b8-a147-6c590df35536 SharePointTenantSettings.ReadWrite.All Admin Read and change SharePoint and OneDrive tenant settings
50f66e47-eb56-45b7-aaa2-75057d9afe08 ShortNotes.Read User Read your short notes
328438b7-4c01-4c07-a840-e625a749bb89 ShortNotes.ReadWrite User Read, create, edit, and delete your short notes
5a54b8b3-347c-476d-8f8e-42d5c7424d29 Sites.FullControl.All Admin Have full control of all your site collections
65e50fdc-43b7-4915-933e-e8138f11f40a Sites.Manage.All User Create, edit, and delete items and lists in all your site collections
205e70e5-aba6-4c52-a976-6d2d46c48043 Sites.Read.All User Read items in all site collections
89fe6a52-be36-487e-b7d8-d061c450a026 Sites.ReadWrite.All User Edit or delete items in all site collections
258f6531-6087-4cc4-bb90-092c5fb3ed3f SMTP.Send User Access to sending emails from your mailbox.
9c3af74c-fd0f-4db4-b17a-71939e2a9d77 SubjectRightsRequest.Read.All Admin Read data subject requests
2b8fcc74-bce1-4ae3-a0e8-60c53739299d SubjectRightsRequest.ReadWrite.All Admin Read and write data subject requests
5f88184c-80bb-4d52-9ff2-757288b2e9b7 Subscription.Read.All Admin Read all webhook subscriptions
f45671fb-e0fe-4b4b-be20-3d3ce43f1bcb Tasks.Read User Read your tasks and task lists
88d21fd4-8e5a-4c32-b5e2-4a1c95f34f72 Tasks.Read.Shared User Read your and shared tasks
2219042f-cab5-40cc-b0d2-16b1540b4c5f Tasks.ReadWrite User Create, read, update, and delete your tasks and task lists
c5ddf11b-c114-4886-8558-8a4e557cd52b Tasks.ReadWrite.Shared User Read and write to your and shared tasks
7825d5d6-6049-4ce7-bdf6-3b8d53f4bcd0 Team.Create User Create teams
485be79e-c497-4b35-9400-0e3fa7f2a5d4 Team.ReadBasic.All User Read the names and descriptions of teams
2497278c-d82d-46a2-b1ce-39d4cdde5570 TeamMember.Read.All Admin Read the members of teams
4a06efd2-f825-4e34-813e-82a57b03d1ee TeamMember.ReadWrite.All Admin Add and remove members from teams and channels
2104a4db-3a2f-4ea0-9dba-143d457dc666 TeamMember.ReadWriteNonOwnerRole.All Admin Add and remove members with non-owner role for all teams
0e755559-83fb-4b44-91d0-4cc721b9323e TeamsActivity.Read User Read your teamwork activity feed
7ab1d787-bae7-4d5d-8db6-37ea32df9186 TeamsActivity.Send User Send a teamwork activity
bf3fbf03-f35f-4e93-963e-47e4d874c37a TeamsAppInstallation.ReadForChat User Read installed apps in chats
5248dcb1-f83b-4ec3-9f4d-a4428a961a72 TeamsAppInstallation.ReadForTeam Admin Read installed apps in teams
c395395c-ff9a-4dba-bc1f-8372ba9dca84 TeamsAppInstallation.ReadForUser User Read your installed apps
aa85bf13-d771-4d5d-a9e6-bca04ce44edf TeamsAppInstallation.ReadWriteForChat Admin Manage installed apps in chats
2e25a044-2580-450d-8859-42eeb6e996c0 TeamsAppInstallation.ReadWriteForTeam Admin Manage installed apps in teams
093f8818-d05f-49b8-95bc-9d2a73e9a43c TeamsAppInstallation.ReadWriteForUser Admin Manage your installed apps
0ce33576-30e8-43b7-99e5-62f8569a4002 TeamsAppInstallation.ReadWriteSelfForChat Admin Allow the app to manage itself in chats
0f4595f7-64b1-4e13-81bc-11a249df07a9 TeamsAppInstallation.ReadWriteSelfForTeam Admin Allow the app to manage itself in teams
207e0cb1-3ce7-4922-b991-5a760c346ebc TeamsAppInstallation.ReadWriteSelfForUser User Allow the app to manage itself for you
48638b3c-ad68-4383-8ac4-e6880ee6ca57 TeamSettings.Read.All Admin Read teams' settings
39d65650-9d3e-4223-80db-a335590d027e TeamSettings.ReadWrite.All Admin Read and change teams' settings
a9ff19c2-f369-4a95-9a25-ba9d460efc8e TeamsTab.Create Admin Create tabs in Microsoft Teams.
59dacb05-e88d-4c13-a684-59f1afc8cc98 TeamsTab.Read.All Admin Read tabs in Microsoft Teams.
b98bfd41-87c6-45cc-b104-e2de4f0dafb9 TeamsTab.ReadWrite.All Admin Read and write tabs in Microsoft Teams.
ee928332-e9c2-4747-b4a0-f8c164b68de6 TeamsTab.ReadWriteForChat Admin Allow the app to manage all tabs in chats
c975dd04-a06e-4fbb-9704-62daad77bb49 TeamsTab.ReadWriteForTeam Admin Allow the app to manage all tabs in teams
c37c9b61-7762-4bff-a156-afc0005847a0 TeamsTab.ReadWriteForUser User Allow the app to manage all tabs for you
0c219d04-3abf-47f7-912d-5cca239e90e6 TeamsTab.ReadWriteSelfForChat Admin Allow the app to manage only its own tabs in chats
f266662f-120a-4314-b26a-99b08617c7ef TeamsTab.ReadWriteSelfForTeam Admin Allow the app to manage only its own tabs in teams
395dfec1-a0b9-465f-a783-8250a430cb8c TeamsTab.ReadWriteSelfForUser User Allow the app to manage only its own tabs for you
b659488b-9d28-4208-b2be-1c6652b3c970 TeamworkDevice.Read.All Admin Read Teams devices
ddd97ecb-5c31-43db-a235-0ee20e635c40 TeamworkDevice.ReadWrite.All Admin Read and write Teams devices
57587d0b-8399-45be-b207-8050cec54575 TeamworkTag.Read Admin Read tags in Teams
539dabd7-b5b6-4117-b164-d60cd15a8671 TeamworkTag.ReadWrite Admin Read and write tags in Teams
297f747b-0005-475b-8fef-c890f5152b38 TermStore.Read.All Admin Read term store data
6c37c71d-f50f-4bff-8fd3-8a41da390140 TermStore.ReadWrite.All Admin Read and write term store data
cac97e40-6730-457d-ad8d-4852fddab7ad ThreatAssessment.ReadWrite.All Admin Read and write threat assessment requests
b152eca8-ea73-4a48-8c98-1a6742673d99 ThreatHunting.Read.All Admin Run hunting queries
9cc427b4-2004-41c5-aa22-757b755e9796 ThreatIndicators.Read.All Admin Read all threat indicators
91e7d36d-022a-490f-a748-f8e011357b42 ThreatIndicators.ReadWrite.OwnedBy Admin Manage threat indicators this app creates or owns
fd5353c6-26dd-449f-a565-c4e16b9fce78 ThreatSubmission.Read User Read threat submissions
7083913a-4966-44b6-9886-c5822a5fd910 ThreatSubmission.Read.All Admin Read all threat submissions
68a3156e-46c9-443c-b85c-921397f082b5 ThreatSubmission.ReadWrite User Read and write threat submissions
8458e264-4eb9-4922-abe9-768d58f13c7f ThreatSubmission.ReadWrite.All Admin Read and write all threat submissions
059e5840-5353-4c68-b1da-666a033fc5e8 ThreatSubmissionPolicy.ReadWrite.All Admin Read and write all threat submission policies
7ad34336-f5b1-44ce-8682-31d7dfcd9ab9 TrustFrameworkKeySet.Read.All Admin Read trust framework key sets
39244520-1e7d-4b4a-aee0-57c65826e427 TrustFrameworkKeySet.ReadWrite.All Admin Read and write trust framework key sets
73e75199-7c3e-41bb-9357-167164dbb415 UnifiedGroupMember.Read.AsGuest Admin Read unified group memberships as guest
405a51b5-8d8d-430b-9842-8be4b0e9f324 User.Export.All Admin Export user's data
63dd7cd9-b489-4adf-a28c-ac38b9a0f962 User.Invite.All Admin Invite guest users to the organization
637d7bec-b31e-4deb-acc9-24275642a2c9 User.ManageIdentities.All Admin Manage user identities
e1fe6dd8-ba31-4d61-89e7-88639da4683d User.Read User Sign you in and read your profile
a154be20-db9c-4678-8ab7-66f6cc099a59 User.Read.All Admin Read all users' full profiles
b340eb25-3456-403f-be2f-af7a0d370277 User.ReadBasic.All User Read all users' basic profiles
b4e74841-8e56-480b-be8b-910348b18b4c User.ReadWrite User Read and update your profile
204e0828-b5ca-4ad8-b9f3-f32a958e7cc4 User.ReadWrite.All Admin Read and write all users' full profiles
47607519-5fb1-47d9-99c7-da4b48f369b1 UserActivity.ReadWrite.CreatedByApp User Read and write app activity to your activity feed
1f6b61c5-2f65-4135-9c9f-31c0f8d32b52 UserAuthenticationMethod.Read Admin Read your authentication methods.
aec28ec7-4d02-4e8c-b864-50163aea77eb UserAuthenticationMethod.Read.All Admin Read all users' authentication methods
48971fc1-70d7-4245-af77-0beb29b53ee2 UserAuthenticationMethod.ReadWrite Admin Read and write your authentication methods
b7887744-6746-4312-813d-72daeaee7e2d UserAuthenticationMethod.ReadWrite.All Admin Read and write all users' authentication methods
26e2f3e8-b2a1-47fc-9620-89bb5b042024 UserNotification.ReadWrite.CreatedByApp User Deliver and manage your notifications
367492fc-594d-4972-a9b5-0d58c622c91c UserTimelineActivity.Write.CreatedByApp User Write app activity to your timeline
11776c0c-6138-4db3-a668-ee621bea2555 WindowsUpdates.ReadWrite.All Admin Read and write all Windows update deployment settings
f1ccd5a7-6383-466a-8db8-1a656f7d06fa WorkforceIntegration.Read.All Admin Read workforce integrations
08c4b377-0d23-4a8b-be2a-23c1c1d88545 WorkforceIntegration.ReadWrite.All Admin Read and write workforce integrations
`
