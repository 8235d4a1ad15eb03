// Made by `npm run gen:api` from openapi.json, which `cargo xtask gen --api` makes of the routes.

export interface paths {
    "/api/v1/affiliates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the companies of the operator's group, by what proof each is one, and what each asks for; open to everybody. */
        get: operations["list_affiliates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_albums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_album"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["download_album"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["similar_to_album"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_artists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_artist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artists/{id}/radio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["artist_radio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artists/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["similar_artists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a certificate to whoever has its id, which only the person who left was given. */
        get: operations["show_certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charts/{chart}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_chart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said in the last 30 days, the oldest first; at most 500 messages. */
        get: operations["list_chat_messages"];
        put?: never;
        /** Says something to the members of this server, under the nickname of this moment. */
        post: operations["add_chat_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes back a message of the member's own. */
        delete: operations["remove_chat_message"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/covers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_cover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_decades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["record_download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_folder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/genres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_genres"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guardian_invitations/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to the statement as somebody's guardian; a sign-in within fifteen minutes is needed. */
        post: operations["accept_guardianship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guardian_invitations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells a guardian who invites them, and what they are to read. */
        post: operations["preview_guardian_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incident_notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what everybody can read about security incidents, the latest first. */
        get: operations["list_public_incidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_languages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letter/unsubscription/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Leads to the page on which the monthly letter can be unsubscribed from by a button; changes nothing, because programs
         *     look at addresses that nobody asked them to.
         */
        get: operations["look_at_unsubscribing"];
        put?: never;
        /**
         * Unsubscribes from the monthly letter, without signing in: one click in a mail program (RFC 8058), or the page's button.
         *     What the body says is not looked at.
         */
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/listens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["record_listen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's account and profile. */
        get: operations["show_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes nickname and profile. A detail without its consent is refused with the purpose's name, and nothing changes. */
        patch: operations["change_me"];
        trace?: never;
    };
    "/api/v1/me/affiliates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the companies, what each asks for, exactly what would be sent about the member as it is now, and what they agreed to. */
        get: operations["show_own_affiliates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/affiliates/uses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Agrees to one use of one company, by the sentence that was shown; the purpose itself has to be turned on before. */
        put: operations["agree_to_affiliate"];
        post?: never;
        /** Takes the agreement to one use back; nothing is sent from then on, and the company is told to erase what it has. */
        delete: operations["withdraw_from_affiliate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/agreement/termination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the agreement: takes every consent back at once and signs out everywhere. */
        post: operations["terminate_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/annotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_annotations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/api_keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's API keys, the newest first. */
        get: operations["list_api_keys"];
        put?: never;
        /** Makes an API key, which asks for a recent sign-in; its secret is in the answer and nowhere else. */
        post: operations["make_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/api_keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an API key: the app is out at its next request. */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/app_passwords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's app passwords, the newest first. */
        get: operations["list_app_passwords"];
        put?: never;
        /** Makes an app password, which asks for a recent sign-in; it is in the answer and shown nowhere else. */
        post: operations["make_app_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/app_passwords/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an app password: the app is out at its next request. */
        delete: operations["revoke_app_password"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's picture, for the member alone. */
        get: operations["show_avatar"];
        /** Keeps a picture of up to 5 MiB: cut to a square and drawn anew, so that only the picture is kept. */
        put: operations["put_avatar"];
        post?: never;
        /** Removes the member's picture. */
        delete: operations["remove_avatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/bookmarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_bookmarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/bookmarks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["put_bookmark"];
        post?: never;
        delete: operations["remove_bookmark"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the account; nothing beyond a recent sign-in and the confirming word is asked. */
        post: operations["close_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/consent_events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the member's choices, the latest first. */
        get: operations["list_consent_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every purpose, how it stands, and what it is about. */
        get: operations["list_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/consents/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says yes to one purpose; there is no way to say yes to two at once. */
        put: operations["give_consent"];
        post?: never;
        /** Takes one consent back, and everything that was kept under it with it. */
        delete: operations["withdraw_consent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/consents/{purpose}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says no, so that nobody asks again before the policy's period is over. */
        post: operations["refuse_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what is held about the member, why and until when. */
        get: operations["show_held_data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the member's rows of one kind. */
        get: operations["list_held_rows"];
        put?: never;
        post?: never;
        /** Erases all of the member's rows of one kind; what signs in, such as a password, asks for a recent sign-in. */
        delete: operations["erase_held_item"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data/{item}/{row_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Corrects one value of one row; the body names exactly one column. */
        patch: operations["correct_held_row"];
        trace?: never;
    };
    "/api/v1/me/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent about the member, the latest first. */
        get: operations["list_disclosures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_downloads"];
        put?: never;
        post?: never;
        delete: operations["clear_downloads"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/downloads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["remove_download"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the member everything about them in one machine-readable file. */
        get: operations["export_data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/follows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_follows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/follows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["add_follow"];
        post?: never;
        delete: operations["remove_follow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads in the export of a member from another Qingyin: adds what is not here yet, and changes nothing that is. */
        post: operations["import_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/incident_notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the member's own notices of security incidents, the latest first; what is listed counts as shown. */
        get: operations["list_own_incident_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/incident_notices/{id}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Notes that the member read a notice, so that it is not shown by itself any more. */
        put: operations["read_incident_notice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_invitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["decline_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/invitations/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_likes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/likes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["add_like"];
        post?: never;
        delete: operations["remove_like"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/linked_identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts elsewhere that the member has linked, the oldest first. */
        get: operations["list_linked_identities"];
        put?: never;
        /** Links what waits in this browser with the member's account; the sign-in has to be recent. */
        post: operations["link_waiting_identity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/linked_identities/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unlinks an account elsewhere: it opens nothing here from now on. */
        delete: operations["unlink_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/linked_identities/{provider}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to link an account elsewhere with the member's own; the sign-in has to be recent. */
        post: operations["go_to_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/listens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_listens"];
        put?: never;
        post?: never;
        delete: operations["clear_listens"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/listens/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_listening_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/listens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["remove_listen"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the member's mail address. */
        get: operations["show_mail"];
        /** Proves an address by the code that was mailed there; from then on mail goes there, in the language of this request. */
        put: operations["prove_mail"];
        post?: never;
        /** Takes the member's address away, with what waited to go there. */
        delete: operations["remove_mail"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/mail/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a code to an address, which proves it; an address that was proved before stays until this one is. */
        post: operations["begin_mail_proof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/minor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether the member is known to be a minor, and whether a guardian agreed. */
        get: operations["show_minor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/minor/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the link that a minor hands to their guardian; an earlier one stands no longer. */
        post: operations["invite_guardian"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/minors_mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether the member is in minors' mode, how long they listened, and how much is left. */
        get: operations["show_minors_mode"];
        /** Turns minors' mode on; a password is chosen where no guardian decides. */
        put: operations["turn_on_minors_mode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what the mode limits and lets in, by the password; where a guardian decides, in their account alone. */
        patch: operations["change_minors_mode"];
        trace?: never;
    };
    "/api/v1/me/minors_mode/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns minors' mode off, by the password; where a guardian decides, in their account alone. */
        post: operations["turn_off_minors_mode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's passkeys, the newest first. */
        get: operations["list_passkeys"];
        put?: never;
        /** Adds a passkey that was made for a challenge of this device. */
        post: operations["add_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys/challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for what an authenticator needs to make a passkey; the sign-in has to be recent. */
        post: operations["ask_for_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a passkey: it opens nothing from now on. */
        delete: operations["remove_passkey"];
        options?: never;
        head?: never;
        /** Gives a passkey another name. */
        patch: operations["rename_passkey"];
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets or changes the password; the first one asks for a recent sign-in, and other devices are signed out. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/play_state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_play_state"];
        put: operations["put_play_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/policy_acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the member accepts the policy in force. */
        post: operations["accept_policy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proof/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Counts as a recent sign-in of this device, for acts that ask for one. */
        post: operations["prove_by_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proof/passkey_challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for the number that one of the member's passkeys signs to show that it is still they. */
        post: operations["ask_to_prove_by_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proxy_sign_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows whether a name is linked with the member's account. */
        get: operations["show_proxy_link"];
        /** Links the name that came with this request with the member's account. */
        put: operations["link_proxy_name"];
        post?: never;
        /** Forgets the name that is linked with the member's account. */
        delete: operations["unlink_proxy_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_ratings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/ratings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["put_rating"];
        post?: never;
        delete: operations["remove_rating"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/recognitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_recognitions"];
        put?: never;
        post?: never;
        delete: operations["clear_recognitions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/recognitions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["remove_recognition"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the member's own requests with their answers, the latest first. */
        get: operations["list_own_requests"];
        put?: never;
        /** Asks the privacy officer; the answer comes within fifteen days. */
        post: operations["make_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_searches"];
        put?: never;
        post?: never;
        delete: operations["clear_searches"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/searches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["remove_search"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's signed-in devices, the last used first. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /** Signs every other device of the member out. */
        delete: operations["sign_out_others"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs one of the member's devices out. */
        delete: operations["sign_out_device"];
        options?: never;
        head?: never;
        /** Names one of the member's devices, or notes that the member knows of its sign-in. */
        patch: operations["change_device"];
        trace?: never;
    };
    "/api/v1/me/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's shares that have not ended, the latest first. */
        get: operations["list_shares"];
        put?: never;
        /** Makes a link by which anybody who has it can hear what is shared. */
        post: operations["make_share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/shares/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a share: its link opens nothing from now on. */
        delete: operations["revoke_share"];
        options?: never;
        head?: never;
        /** Changes what a share says, when it ends, or its password. */
        patch: operations["change_share"];
        trace?: never;
    };
    "/api/v1/me/square_name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_square_name"];
        put: operations["put_square_name"];
        post?: never;
        delete: operations["remove_square_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/staff_accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who of the staff opened the member's own data, and why, the latest first. */
        get: operations["list_own_staff_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists transfers of personal information that were announced, with the member's own answers, the latest first. Minors
         *     are not asked.
         */
        get: operations["list_own_transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/transfers/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Agrees to one transfer, by itself, while it is open; refused for a text that is not the current one. */
        put: operations["agree_to_transfer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/transfers/{id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says no to one transfer, or takes back a yes; what was agreed to goes at once. */
        post: operations["refuse_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the minors whose guardian the member is, the latest first. */
        get: operations["list_wards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a guardianship: what was kept by the minor's consents goes, and the time to name another guardian begins. */
        delete: operations["end_guardianship"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what can be chosen for a ward, and how each choice stands. */
        get: operations["list_ward_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{id}/consents/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says yes to one purpose in a child's place; from fifteen on they choose themselves. */
        put: operations["give_ward_consent"];
        post?: never;
        /** Takes one consent of a ward back, and everything that was kept under it with it. */
        delete: operations["withdraw_ward_consent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{id}/minors_mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells a guardian whether a ward is in minors' mode, and how long they listened on the last seven days. */
        get: operations["show_ward_mode"];
        /** Turns minors' mode on for a ward. */
        put: operations["turn_on_ward_mode"];
        post?: never;
        /** Turns minors' mode off for a ward; what was counted goes with it. */
        delete: operations["turn_off_ward_mode"];
        options?: never;
        head?: never;
        /** Changes what a ward's mode limits and lets in. */
        patch: operations["change_ward_mode"];
        trace?: never;
    };
    "/api/v1/on_device/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["download_on_device_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/on_device/companions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["download_on_device_companions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/on_device/square": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["download_on_device_square"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/affiliates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every company there ever was in the register, those that stand first. */
        get: operations["list_registrations"];
        put?: never;
        /** Registers a company of the operator's group with the proof of control; nothing goes there by that. */
        post: operations["register_affiliate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/affiliates/uses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a use; whoever agreed to it has not any more, and the company is told to erase what it has by it. */
        delete: operations["end_affiliate_use"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/affiliates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a company out of the register; whoever agreed to something of it has not any more, and it is told to erase. */
        delete: operations["end_affiliate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/affiliates/{id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds what a company asks for and what for; it cannot be changed afterwards, and everybody is asked anew. */
        post: operations["add_affiliate_use"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the member an operator by the one-time link that the service printed when it was set up. */
        post: operations["claim_operator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/duplicates/apart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["keep_duplicates_apart"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/duplicates/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["merge_duplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how the service does. */
        get: operations["show_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists security incidents, the latest first; nobody is named. */
        get: operations["list_incidents"];
        put?: never;
        /** Opens an incident; its clocks run from when it was noticed. */
        post: operations["open_incident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells everything that is on file about an incident; nobody is named. */
        get: operations["show_incident"];
        /** Writes down what is known now. */
        put: operations["change_incident"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ends the handling. */
        put: operations["close_incident"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells everybody who was found; where somebody cannot be reached, it is made public. */
        post: operations["tell_people_concerned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/people/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether one person is concerned; the log of staff access says so first, and they see it there. */
        get: operations["show_person_concerned"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets everybody read the notice for 180 days. */
        put: operations["publish_incident"];
        post?: never;
        /** Takes the public notice down. */
        delete: operations["unpublish_incident"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Writes the report for the authorities as it stands now, as a file. */
        get: operations["show_incident_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the authorities were told. */
        post: operations["note_incident_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks for people concerned and notes them; what is kept about them is not read. */
        post: operations["find_people_concerned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/incidents/{id}/words/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes what people are told, in one language. */
        put: operations["write_incident_words"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the inspections of the safety of data, the latest first. */
        get: operations["list_inspections"];
        put?: never;
        /** Inspects now, and files a report. */
        post: operations["inspect_now"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/inspections/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a report with its signature, for whoever verifies it elsewhere. */
        get: operations["show_inspection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the recurring work and how it stands. */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/jobs/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a job run now. */
        post: operations["run_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what can be chosen when a demand is filed: cases of the law and kinds of information. */
        get: operations["show_legal_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/demands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was demanded by law, the latest first; nobody is named. */
        get: operations["list_legal_demands"];
        put?: never;
        /** Files what was demanded by law; two others approve it before anything is handed out. */
        post: operations["file_legal_demand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/demands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells everything that is on file about a demand; nobody is named. */
        get: operations["show_legal_demand"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/demands/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a demand, after a recent sign-in; two people do, neither of whom filed it. */
        post: operations["approve_legal_demand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/demands/{id}/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an approver the archive of what an approved demand names, to hand to its addressee, after a recent sign-in. */
        post: operations["hand_out_by_law"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/demands/{id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses a demand that waits for approval. */
        post: operations["refuse_legal_demand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/demands/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a demand back, approved or not; what was handed out before stays on file. */
        post: operations["withdraw_legal_demand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/legal/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports all uses without consent: how often by case of the law, and the latest of them. */
        get: operations["report_exempt_uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All members, the oldest account first. */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes what a member may do, which asks for a recent sign-in: whoever finds a browser left open makes nobody an
         *     operator. The last active operator keeps the role.
         */
        patch: operations["change_member"];
        trace?: never;
    };
    "/api/v1/operator/members/{id}/reveals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens what a member is called; who looked, by which ticket and why is in the log before. */
        post: operations["reveal_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/members/{id}/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes that somebody of the staff was trained in data security. One's own training is noted by another operator, or
         *     where there is none by oneself, and then marked as one's own word.
         */
        post: operations["note_staff_training"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/merged-tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_merged_tracks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/merged-tracks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["show_merged_track"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/one_tap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who is asked whose number a token is, and how that has been doing since the service started. */
        get: operations["show_one_tap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/one_tap/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks whether they are there; the question has no token in it, and says nothing about anyone. */
        post: operations["check_one_tap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/podcast_downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how downloads stand. */
        get: operations["show_podcast_downloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/podcast_episodes/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets an episode be downloaded to the server. */
        put: operations["download_podcast_episode"];
        post?: never;
        /** Removes what was downloaded of an episode. */
        delete: operations["remove_podcast_download"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/podcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the subscriptions by title, with what is wrong with each. */
        get: operations["list_podcast_subscriptions"];
        put?: never;
        /** Subscribes to a feed and reads it; what is wrong with it stands in the answer. */
        post: operations["subscribe_to_podcast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/podcasts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes how many of the latest episodes are downloaded by themselves, from the next refresh on. */
        put: operations["change_podcast_subscription"];
        post?: never;
        /** Ends a subscription; its episodes and what was downloaded of them go with it. */
        delete: operations["end_podcast_subscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/podcasts/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads a feed again now; what is wrong with it stands in the answer. */
        post: operations["refresh_podcast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how the policy stands. */
        get: operations["show_policy_standing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/public_hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the hosts from which public documents are read, and those that wait for permission. */
        get: operations["list_public_hosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/public_hosts/{host}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets a host on the list be asked, or not. */
        put: operations["allow_public_host"];
        post?: never;
        /** Takes a host off the list; it may not be asked until it is named and allowed again. */
        delete: operations["forget_public_host"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/radio_stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a station. */
        post: operations["add_radio_station"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/radio_stations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a station anew. */
        put: operations["change_radio_station"];
        post?: never;
        /** Removes a station. */
        delete: operations["remove_radio_station"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/recognition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_recognition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/request_statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how the desk stands, in numbers. */
        get: operations["show_request_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists requests for the officer: those that wait, the most urgent first, or those that were answered. */
        get: operations["list_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens a request for the officer. */
        get: operations["show_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/requests/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answers a request: what was asked for is done, and the letter is written. */
        put: operations["answer_request"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_scan"];
        put?: never;
        post: operations["start_scan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/scan/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["follow_scan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be set in the web app, where each value comes from, and never a secret. */
        get: operations["show_settings"];
        put?: never;
        post?: never;
        /** Removes everything that was saved in the web app. The sign-in has to be recent. */
        delete: operations["forget_settings"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/settings/{section}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Saves changes of one section, all of them or none; the running service follows at once. The sign-in has to be recent. */
        patch: operations["change_settings"];
        trace?: never;
    };
    "/api/v1/operator/sign_in_providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every provider, set up or not, and how it has been doing since the service started. */
        get: operations["list_provider_states"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/sign_in_providers/{provider}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a provider whether it is there; what is asked says nothing about anyone. */
        post: operations["check_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells by which way codes leave, and how that has been doing since the service started. */
        get: operations["show_sms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/sms/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends the operator's own phone a text like a code that opens nothing; it counts among the codes of this number, and
         *     stands in the operator's record of disclosures. The sign-in has to be recent.
         */
        post: operations["try_sms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/staff_accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what staff opened, the latest first. */
        get: operations["list_staff_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/staff_accesses/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the whole log as a file that anybody can verify: one JSON object a line. */
        get: operations["export_staff_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/staff_accesses/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Goes through the whole chain, with its seals and with what is noted beside the keys. */
        get: operations["verify_staff_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/training": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how the asker stands with training, and who has to note the next. */
        get: operations["show_own_staff_training"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transcriber": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether speech can be turned into text now, and by whom. */
        get: operations["show_transcriber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transcriber/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the transcription service whether it is there; nothing about anyone is said, and no sound is sent. */
        post: operations["check_transcriber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists transfers, the latest first; nobody is named. */
        get: operations["list_transfers"];
        put?: never;
        /** Files a transfer; two others approve it before anybody is asked. */
        post: operations["file_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transfers/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what can be chosen when a transfer is filed. */
        get: operations["show_transfer_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one transfer, how many answered, and what was handed over. */
        get: operations["show_transfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transfers/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a transfer, after a recent sign-in; the second approval announces it to everybody. */
        post: operations["approve_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transfers/{id}/calling_off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls a transfer off, announced or not; every answer to it goes at once. */
        post: operations["call_off_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/transfers/{id}/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an approver the file of whoever agreed, person by person, after a recent sign-in and once everybody's time to
         *     answer is over. A file without its certificate broke off, and is none.
         */
        post: operations["hand_over_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how the service was used, in numbers with noise that tell of nobody. */
        get: operations["show_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/usage/research": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same numbers as a file, for research that is made known. */
        get: operations["download_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password_strength": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judges a password while it is being typed; it is neither kept nor logged. */
        post: operations["judge_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlist_links/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["join_by_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlist_links/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["preview_playlist_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_playlists"];
        put?: never;
        post: operations["create_playlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["import_playlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/rules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["preview_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_playlist"];
        put?: never;
        post?: never;
        delete: operations["remove_playlist"];
        options?: never;
        head?: never;
        patch: operations["change_playlist"];
        trace?: never;
    };
    "/api/v1/playlists/{id}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_playlist_cover"];
        put: operations["put_playlist_cover"];
        post?: never;
        delete: operations["remove_playlist_cover"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["download_playlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/editors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_editors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/editors/{editor}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["remove_editor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/editorship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["leave_playlist"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["export_playlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["invite_editor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_playlist_items"];
        put: operations["replace_playlist_items"];
        post: operations["add_playlist_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/items/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["move_playlist_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/items/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["remove_playlist_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["make_playlist_link"];
        delete: operations["revoke_playlist_links"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["publish_playlist"];
        post?: never;
        delete: operations["unpublish_playlist"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/podcast_episodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the episodes of all podcasts, the latest first. */
        get: operations["list_newest_podcast_episodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/podcast_episodes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an episode. */
        get: operations["show_podcast_episode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/podcast_episodes/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound of an episode that was downloaded to this server. */
        get: operations["stream_podcast_episode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/podcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the podcasts by title. */
        get: operations["list_podcasts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/podcasts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a podcast. */
        get: operations["show_podcast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/podcasts/{id}/episodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the episodes of a podcast, the latest first. */
        get: operations["list_podcast_episodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/podcasts/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of a podcast, as this server drew it anew. */
        get: operations["show_podcast_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the policy in force. */
        get: operations["show_policy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what changed between two versions. */
        get: operations["list_policy_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how the operator and the privacy officer are reached outside the app. */
        get: operations["show_contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who ran the service, the latest first; empty while its operator gave no name. */
        get: operations["list_holders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells everybody when the safety of data was last looked after, and how many checks found a fault. */
        get: operations["show_last_inspection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/lists/collection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the list of what is collected. */
        get: operations["show_collection_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/lists/cookies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the list of cookies. */
        get: operations["show_cookie_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/lists/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the list of permissions. */
        get: operations["show_permission_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/lists/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the directory of third parties. */
        get: operations["show_recipient_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/lists/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the list of what is shared. */
        get: operations["show_sharing_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/lists/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the list of what the web app keeps in the browser. */
        get: operations["show_storage_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/minors_statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the minors' statement, which guardians agree to. */
        get: operations["show_minors_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the versions of the policy, the newest first. */
        get: operations["list_policy_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one version of the policy. */
        get: operations["show_policy_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/radio_stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the stations by name. */
        get: operations["list_radio_stations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recognised_songs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["record_recognition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recognitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["recognise_song"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/because": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_because"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/different": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_different"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/for_you": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_for_you"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/from_likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_from_likes"];
        put?: never;
        post: operations["recommend_next_from_likes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/from_likes/unwanted/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["mark_suggestion_unwanted"];
        post?: never;
        delete: operations["unmark_suggestion_unwanted"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/not_interested/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["mark_not_interested"];
        post?: never;
        delete: operations["unmark_not_interested"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/on_repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_on_repeat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/playlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_playlists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_listening_profile"];
        put?: never;
        post?: never;
        delete: operations["clear_listening_profile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/radio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["recommend_next_songs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/single": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_single"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/treasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommend_treasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["match_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the catalogue and nothing of anybody: it is a basic function. */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the words of songs and nothing of anybody: it is a basic function. */
        get: operations["search_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/playlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["search_playlists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/popular": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_popular_searches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/spoken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the catalogue and nothing of anybody; how speech became text is no matter of this route. */
        get: operations["search_spoken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["record_search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what this server is and offers. */
        get: operations["show_server"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking. */
        get: operations["show_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shares/{secret}/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a share by its link, without signing in; counts the visit, unless the browser asks not to be tracked, and keeps
         *     nothing about the visitor.
         */
        post: operations["open_share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/one_tap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with the token of a carrier's component, for apps on phones; a number without an account gets one.
         * @description The number is fetched after its owner's yes alone. A token opens once, and nobody is told the number.
         */
        post: operations["sign_in_by_one_tap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in whoever has the passkey, without a number or a name. */
        post: operations["sign_in_by_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/passkey_challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for the number that a passkey signs to sign in. The answer is the same for everybody. */
        post: operations["ask_to_sign_in_by_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a password. */
        post: operations["sign_in_by_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/password_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password by code; every device is signed out. */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts elsewhere with which one can sign in here; the same for everybody. */
        get: operations["list_sign_in_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/providers/{provider}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a sign-in with an account elsewhere; only the same browser can end it, within ten minutes. */
        post: operations["go_to_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/providers/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a provider sends the browser back to; the answer sends it on to a page of this service. */
        get: operations["come_back_from_provider"];
        put?: never;
        /**
         * Where a provider posts what the browser brings back from it.
         * @description Another site's form comes without this service's cookies, so what it holds goes on in one of them, and the browser
         *     asks again as it does where a provider sends it back by address.
         */
        post: operations["arrive_from_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/providers/{provider}/events/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A message of a provider that fetches an address, or that asks whether the address is ours. */
        get: operations["ask_provider_address"];
        put?: never;
        /**
         * A message of a provider's: an authorisation was taken back, a profile changed, somebody signed out.
         * @description `secret` is what the operator wrote into the address that the provider was told; `-` where it signs its messages.
         */
        post: operations["hear_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/proxy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in whoever the reverse proxy names, once they have linked that name with their account. */
        post: operations["sign_in_by_proxy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a code for a screen to show, and binds it to the browser that asks. */
        post: operations["show_qr_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/qr/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs the screen in that a phone has confirmed, once. */
        post: operations["sign_in_by_qr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/qr/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the screen how its sign-in stands, at once and at each change, until there is nothing to wait for. */
        get: operations["follow_qr_sign_in"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/qr/{ticket}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the screen in, by the number that stands on it; a wrong number rejects it. */
        post: operations["confirm_qr_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/qr/{ticket}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps the screen out. */
        post: operations["reject_qr_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/qr/{ticket}/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells a signed-in phone which screen asks to be let in; nobody else can confirm it from then on. */
        post: operations["scan_qr_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a code; a number without an account gets one. */
        post: operations["sign_in_by_sms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/sms_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to a number. The answer is the same whether or not the number has an account. */
        post: operations["send_sms_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_in/waiting_identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits in this browser to be linked. */
        get: operations["show_waiting_identity"];
        put?: never;
        post?: never;
        /** Forgets what waits in this browser. */
        delete: operations["drop_waiting_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign_out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs this device out; for a guest there is nothing to do. */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what this browser says about tracking, and what follows from it. */
        get: operations["show_signal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/square": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_square"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/square/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_square_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list_tracks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_track"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["download_track"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/hls/master.m3u8": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_hls_master"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/hls/{rendition}/init.mp4": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_hls_init"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/hls/{rendition}/playlist.m3u8": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_hls_playlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/hls/{rendition}/segments/{segment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_hls_segment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/lyrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_lyrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/lyrics/offset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["set_lyrics_offset"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/playback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["show_playback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["similar_tracks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["stream_track"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice_search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether speech can be sent to be turned into text, and to whom; the same for everybody. */
        get: operations["show_voice_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voice_search/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one spoken search to the recipient that was shown, and answers with its text; neither is kept. */
        post: operations["transcribe_speech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/{endpoint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An endpoint of OpenSubsonic 1.16.1, with or without `.view`; see <https://opensubsonic.netlify.app>. */
        get: operations["open_subsonic"];
        put?: never;
        /** The same with the parameters in a form. */
        post: operations["open_subsonic_by_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Whether an account may be used.
         * @enum {string}
         */
        AccountState: "active" | "suspended";
        /**
         * @description What the tags of a track say of its words: `ITUNESADVISORY`, or `rtng` in MP4.
         * @enum {string}
         */
        Advisory: "explicit" | "clean";
        /** @description The sentence that was shown. */
        AffiliateAgreement: {
            /** @description Its SHA-256, as it was handed out. */
            text_hash: string;
        };
        /** @description What everybody reads of a company. */
        AffiliateCompany: {
            /** @description How it is under one control with the operator. */
            control: components["schemas"]["AffiliateControl"];
            /**
             * Format: date-time
             * @description From then on nothing is sent.
             */
            expires_at: string;
            /** @description Names it. */
            id: string;
            /** @description The company's name. */
            name: string;
            /**
             * Format: date-time
             * @description Of which day the proof is.
             */
            proof_dated_at: string;
            /** @description The proof's SHA-256, by which it is recognised. */
            proof_sha256: string;
            /** @description What proves that. */
            proof_title: string;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            registered_at: string;
        };
        /**
         * @description How a company and the operator are under one control.
         * @enum {string}
         */
        AffiliateControl: "parent" | "subsidiary" | "same_parent";
        /**
         * @description What can be asked for; there is nothing else.
         * @enum {string}
         */
        AffiliateField: "phone" | "nickname" | "avatar" | "content_used" | "interactions";
        /** @description A kind of information. */
        AffiliateFieldTitle: {
            /** @description Which. */
            field: components["schemas"]["AffiliateField"];
            /** @description What the policy calls it. */
            title: string;
        };
        /** @description A company on the roll. */
        AffiliateOnRoll: {
            /** @description The company. */
            company: components["schemas"]["AffiliateCompany"];
            /** @description What it asks for. */
            uses: components["schemas"]["AffiliateUse"][];
        };
        /** @description A company as staff see it. */
        AffiliateRegistration: {
            /** @description Under which name the agreement can be found. */
            agreement: string;
            /**
             * Format: date-time
             * @description When it was signed.
             */
            agreement_signed_at: string;
            /**
             * Format: date-time
             * @description When that was.
             */
            checked_at: string;
            /** @description The company. */
            company: components["schemas"]["AffiliateCompany"];
            /**
             * Format: date-time
             * @description When it was taken out.
             */
            ended_at: string | null;
            /** @description Where what is agreed to goes. */
            endpoint: string;
            /** @description Under which name the look at its security can be found. */
            security_check: string;
            /** @description How it stands. */
            standing: components["schemas"]["AffiliateStanding"];
            /**
             * Format: int64
             * @description Of how many people it has to erase something and has not confirmed that it did.
             */
            to_erase: number;
            /** @description What it asks for, and asked for. */
            uses: components["schemas"]["RegisteredUse"][];
        };
        /**
         * @description How a registration stands.
         * @enum {string}
         */
        AffiliateStanding: "living" | "expired" | "ended";
        /** @description What a company asks for, and what for. */
        AffiliateUse: {
            /**
             * Format: date-time
             * @description Since when it can be agreed to.
             */
            added_at: string;
            /** @description What. */
            fields: components["schemas"]["AffiliateFieldTitle"][];
            /** @description Names it. */
            id: string;
            /** @description What for. */
            purpose: string;
        };
        /** @description What would be sent under one field. */
        AffiliateValue: {
            /** @description Which. */
            field: components["schemas"]["AffiliateField"];
            /** @description What the policy calls it. */
            title: string;
            /** @description The text exactly as it would be sent, empty where there is nothing; a picture is sent as JPEG in Base64. */
            value: string;
        };
        /** @description An album's page. */
        Album: components["schemas"]["AlbumSummary"] & {
            /**
             * Format: date-time
             * @description When its first track was found.
             */
            added_at: string;
            /** @description Its discs in order; one without a number is the first. */
            discs: components["schemas"]["Disc"][];
            /** @description Genres of its tracks. */
            genres: string[];
            /** @description Record labels. */
            labels: string[];
            /** @description `yyyy`, `yyyy-mm` or `yyyy-mm-dd`. */
            release_date: string | null;
        };
        /** @description An album in a list. */
        AlbumSummary: {
            /** @description Whose it is; empty for a compilation of various artists. */
            artists: components["schemas"]["NamedArtist"][];
            /** @description Whether it collects various artists. */
            compilation: boolean;
            cover: components["schemas"]["Cover"] | null;
            /**
             * Format: int64
             * @description All tracks together.
             */
            duration_ms: number;
            /** @description The album. */
            id: string;
            /** @description Its title. */
            title: string;
            /**
             * Format: int64
             * @description How many tracks are present.
             */
            track_count: number;
            /**
             * Format: int32
             * @description The year of release.
             */
            year: number | null;
        };
        /** @description What the member noted on one thing. */
        Annotation: {
            /** @description The track, album, artist or playlist. */
            id: string;
            /**
             * Format: date-time
             * @description Since when it is liked.
             */
            liked_at: string | null;
            /**
             * Format: int32
             * @description How it is rated, 1 to 5.
             */
            stars: number | null;
        };
        /** @description Tracks that are all wanted, though they hold the same recording. */
        ApartRequest: {
            /** @description False takes that back: they are proposed together again. */
            apart: boolean;
            /** @description The tracks; 50 at most. */
            track_ids: string[];
        };
        /** @description A key or password of another app, without its secret. */
        AppAccess: {
            /** @description The key or password. */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            made_at: string;
            /** @description What the member calls it. */
            name: string;
            /** @description The name to sign the app in with. */
            user_name: string;
        };
        /** @description An artist's page. */
        Artist: components["schemas"]["ArtistSummary"] & {
            /** @description The artist's own albums, newest first. */
            albums: components["schemas"]["AlbumSummary"][];
            /** @description Albums of others on which the artist performs. */
            appears_on: components["schemas"]["AlbumSummary"][];
            /** @description The artist's tracks, at most 50, by album. */
            top_tracks: components["schemas"]["Track"][];
        };
        /** @description An artist. */
        ArtistHeard: {
            /** @description The artist. */
            id: string;
            /**
             * Format: int64
             * @description How many listens; one to a song of several artists counts for each.
             */
            listens: number;
            /** @description The name. */
            name: string;
            /**
             * Format: int64
             * @description How long, in milliseconds.
             */
            played_ms: number;
        };
        /** @description An artist in a list. */
        ArtistSummary: {
            /**
             * Format: int64
             * @description How many albums are the artist's own.
             */
            album_count: number;
            cover: components["schemas"]["Cover"] | null;
            /** @description The artist. */
            id: string;
            /** @description The name as it is shown. */
            name: string;
            /** @description `A` to `Z`, or `#`. */
            sort_letter: string;
            /**
             * Format: int64
             * @description How many tracks the artist performs on.
             */
            track_count: number;
        };
        /** @description Where the picture is. */
        Avatar: {
            /** @description Its address. */
            avatar: string;
        };
        BTreeMap: {
            [key: string]: null | string;
        };
        /**
         * @description Why processing is lawful (Personal Information Protection Law, article 13).
         * @enum {string}
         */
        Basis: "contract" | "consent" | "separate_consent" | "law" | "security";
        /** @description Songs because one was played. */
        BecauseRow: {
            /** @description The song that was played. */
            because: components["schemas"]["NamedTrack"];
            /** @description The others. */
            items: components["schemas"]["RecommendedTrack"][];
        };
        /** @description Rows of songs, each because one was played; none for whoever is not personalised. */
        BecauseRows: {
            /** @description The rows. */
            items: components["schemas"]["BecauseRow"][];
            /** @description Whether they were made for the one who asked. */
            personalised: components["schemas"]["Personalised"];
        };
        /** @description A place in a track that the member marked. */
        Bookmark: {
            /**
             * Format: date-time
             * @description When it was set last.
             */
            changed_at: string;
            /** @description What the member wrote on it. */
            comment: string;
            /**
             * Format: date-time
             * @description When it was set first.
             */
            created_at: string;
            /**
             * Format: int64
             * @description The place, in milliseconds.
             */
            position_ms: number;
            track: components["schemas"]["Track"] | null;
            /** @description The track. */
            track_id: string;
        };
        /** @description One cookie or storage key. */
        BrowserListEntry: {
            /** @description How long it stays, in words. */
            max_age_text: string;
            /** @description Name in the browser. */
            name: string;
            /** @description Why it exists. */
            purpose_title: string;
            /** @description Whether its function cannot work without it. */
            required: boolean;
            /** @description Its title. */
            title: string;
        };
        /** @description The cache of transcodes. */
        CacheHealth: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            entries: number;
            /**
             * Format: int64
             * @description Transcodes that had to leave for newer ones since the service started.
             */
            evicted: number;
            /** Format: int64 */
            limit_bytes: number;
            /**
             * Format: int64
             * @description Answers from kept transcodes since the service started; each part that is asked for counts.
             */
            served: number;
        };
        /**
         * @description What became of every table when an account was closed.
         *
         *     It holds nothing about the person; `digest` is the SHA-256 of the rest as canonical JSON,
         *     so that a copy can be compared with the one on file.
         */
        Certificate: {
            /**
             * Format: date-time
             * @description When the account was closed.
             */
            closed_at: string;
            /** @description SHA-256 of all of the above. */
            digest: string;
            /**
             * Format: int64
             * @description Files that were removed; pictures are rows, so there are none in this edition.
             */
            files_removed: number;
            /** @description Names the certificate; it cannot be guessed. */
            id: string;
            /**
             * Format: int64
             * @description How many keys were destroyed: 1, after which sealed values open nowhere, backups included.
             */
            keys_destroyed: number;
            /** @description The policy under which this happened. */
            policy_version: string;
            /** @description What stands for the person in records that a law keeps. */
            subject_digest: string;
            /** @description Every table that could have held something. */
            tables: components["schemas"]["TableOutcome"][];
        };
        /**
         * @description A kind of change.
         * @enum {string}
         */
        ChangeKind: "item_added" | "item_removed" | "column_added" | "column_removed" | "category_changed" | "seal_lost" | "seal_gained" | "item_purpose_changed" | "item_required" | "edition_added" | "retention_longer" | "retention_shorter" | "floor_added" | "floor_removed" | "right_lost" | "right_gained" | "purpose_added" | "purpose_removed" | "purpose_basis_weakened" | "purpose_basis_strengthened" | "purpose_reads_added" | "asked_again_sooner" | "signal_ignored" | "signal_heeded" | "notice_changed" | "basic_function_lost" | "recipient_added" | "recipient_removed" | "recipient_field_added" | "recipient_field_removed" | "country_changed" | "storage_region_added" | "storage_region_removed" | "recipient_class_changed" | "recipient_purpose_changed" | "recipient_minors_added" | "recipient_minors_removed" | "permission_added" | "permission_function_added" | "permission_function_removed" | "cookie_added" | "storage_key_added" | "log_field_added" | "browser_entry_longer" | "surface_activated" | "exemption_added" | "text_changed";
        /** @description One chapter. */
        Chapter: {
            /** @description Markdown without the heading. */
            body_markdown: string;
            /** @description Identifier, the same in every language. */
            id: string;
            /**
             * Format: int32
             * @description Number, 1..=10.
             */
            number: number;
            /** @description Heading. */
            title: string;
        };
        /** @description A chart; the same for everybody until the next one. */
        Chart: {
            /**
             * Format: date-time
             * @description When what it counts ended.
             */
            before: string;
            /** @description Which. */
            chart: components["schemas"]["ChartId"];
            /** @description The songs, the most heard first as far as the noise lets through; none where too few listen. */
            items: components["schemas"]["ChartTrack"][];
            /**
             * Format: date-time
             * @description When the next one comes.
             */
            next_at: string;
            /** @description How much noise it carries. */
            noise: components["schemas"]["ChartNoise"];
            /**
             * Format: date-time
             * @description When what it counts began.
             */
            since: string;
        };
        /**
         * @description A chart.
         * @enum {string}
         */
        ChartId: "day" | "week" | "new";
        /** @description How much noise a chart carries. */
        ChartNoise: {
            /**
             * Format: int64
             * @description From how many on a song is shown; of what fewer heard, chance alone could say as much.
             */
            counted_min: number;
            /**
             * Format: double
             * @description The ε of this chart for one listener: how much their being counted may change the odds of anything it shows.
             */
            epsilon: number;
            /**
             * Format: int32
             * @description The mean size of the noise on one song's number, nearly: the scale of the two-sided geometric distribution.
             */
            scale: number;
            /**
             * Format: int32
             * @description For how many songs one listener counts.
             */
            songs_per_listener: number;
        };
        /** @description A song of a chart. */
        ChartTrack: {
            /**
             * Format: int32
             * @description Its place, from 1.
             */
            rank: number;
            /** @description The song. */
            track: components["schemas"]["Track"];
        };
        /** @description A message of the chat. */
        ChatMessage: {
            /** @description The message. */
            id: string;
            /** @description Whether it is the asker's own. */
            is_own: boolean;
            /** @description The text. */
            message: string;
            /** @description What its writer was called then. */
            name: string;
            /**
             * Format: date-time
             * @description When it was written.
             */
            written_at: string;
        };
        /** @description How many records went. */
        ClearedDownloads: {
            /**
             * Format: int64
             * @description How many there were.
             */
            erased: number;
        };
        /** @description How many listens went. */
        ClearedListens: {
            /**
             * Format: int64
             * @description How many there were.
             */
            erased: number;
        };
        /** @description How many entries went. */
        ClearedRecognitions: {
            /**
             * Format: int64
             * @description How many there were.
             */
            erased: number;
        };
        /** @description How many entries went. */
        ClearedSearches: {
            /**
             * Format: int64
             * @description How many there were.
             */
            erased: number;
        };
        /** @description What something is, as the catalogue or this domain shows it; exactly one is there. */
        Collected: {
            /** @description An album. */
            album?: components["schemas"]["AlbumSummary"];
            /** @description An artist. */
            artist?: components["schemas"]["ArtistSummary"];
            /** @description A playlist. */
            playlist?: components["schemas"]["Playlist"];
            /** @description A track. */
            track?: components["schemas"]["Track"];
        };
        /** @description One item in one category. */
        CollectedItem: {
            /** @description Legal basis. */
            basis: components["schemas"]["Basis"];
            /** @description Legal basis in words. */
            basis_title: string;
            /** @description Columns of this category. */
            columns: components["schemas"]["Named"][];
            /** @description Function it serves. */
            function_title: string;
            /** @description Item. */
            item: string;
            /** @description Purpose it serves. */
            purpose_title: string;
            /** @description Whether the function cannot work without any of these columns. */
            required: boolean;
            /** @description How long it stays, in words. */
            retention_text: string;
            /** @description Its title. */
            title: string;
        };
        /** @description One category of the collection list 个人信息收集清单. */
        CollectionGroup: {
            /** @description Category. */
            category: string;
            /** @description What is collected in it. */
            items: components["schemas"]["CollectedItem"][];
            /** @description Ordinary or sensitive. */
            sensitivity: components["schemas"]["Sensitivity"];
            /** @description Its title. */
            title: string;
        };
        /** @description The word that shows that closing is meant. */
        Confirmation: {
            /** @description The word `CLOSE`. */
            confirmation: string;
        };
        /** @description Once that something was not done. */
        ConnectorFailure: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Why, with nothing about anyone. */
            why: string;
        };
        /**
         * @description Whether a connector can be used now.
         * @enum {string}
         */
        ConnectorState: "off" | "open" | "expired" | "closed";
        /** @description How a purpose stands with the member. */
        Consent: {
            /** @description The legal basis. */
            basis: components["schemas"]["Basis"];
            /**
             * Format: date-time
             * @description After a no: before this instant nobody asks again.
             */
            can_ask_again_at: string | null;
            /**
             * Format: date-time
             * @description When the last choice was made.
             */
            changed_at: string | null;
            /**
             * Format: int64
             * @description How many rows went with a withdrawal; only in its answer.
             */
            erased_rows?: number;
            /** @description The function it serves. */
            function: components["schemas"]["ConsentFunction"];
            /** @description What is kept for it. */
            items: components["schemas"]["ConsentItem"][];
            /** @description What, why and for how long: the text the member agrees to. */
            notice: string;
            /** @description The policy version of the last choice. */
            policy_version: string | null;
            /** @description The purpose's id. */
            purpose: string;
            /** @description Whether any of its data is sensitive in the sense of the law. */
            sensitive: boolean;
            /** @description How it stands. */
            state: components["schemas"]["ConsentState"];
            /** @description SHA-256 of that text, to be sent back with a yes. */
            text_hash: string;
            /** @description What it is. */
            title: string;
            without_effect: components["schemas"]["WithoutEffect"] | null;
        };
        /**
         * @description What a choice was.
         * @enum {string}
         */
        ConsentChange: "granted" | "withdrawn" | "refused" | "terminated";
        /** @description One choice the member made. */
        ConsentEvent: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What the choice was. */
            event: components["schemas"]["ConsentChange"];
            /** @description Names the entry. */
            id: string;
            /** @description The policy version in force. */
            policy_version: string;
            /** @description The purpose's id. */
            purpose: string;
            /** @description SHA-256 of the text the member saw; empty for a no. */
            text_hash: string;
            /** @description What it is. */
            title: string;
        };
        /** @description A function of the service. */
        ConsentFunction: {
            /** @description Its id. */
            id: string;
            /** @description Whether it works for everyone, or is used by choice. */
            kind: components["schemas"]["FunctionKind"];
            /** @description What happens without the consent. */
            refusal: string;
            /** @description What it is. */
            title: string;
        };
        /** @description One kind of data kept for a purpose. */
        ConsentItem: {
            /** @description Its id. */
            item: string;
            /** @description How long it is kept. */
            retention_text: string;
            /** @description What it is. */
            title: string;
        };
        /**
         * @description How a purpose stands with a member.
         * @enum {string}
         */
        ConsentState: "granted" | "resting" | "asked_anew" | "withdrawn" | "refused" | "not_asked" | "not_needed";
        /** @description How the operator is reached. */
        Contact: {
            /** @description The company or person that runs the service. */
            company: string;
            /** @description Address for questions. */
            contact_email: string;
            /** @description Telephone for questions. */
            hotline: string;
            /** @description The officer's address. */
            officer_email: string;
            /** @description The privacy officer. */
            officer_name: string;
        };
        /** @description A cover picture. */
        Cover: {
            /** @description Its dominant colour as `#rrggbb`; a neutral grey until the picture was first looked at. */
            color: string;
            /** @description The picture, by its content. */
            id: string;
            /** @description Where it is; `?size=` 96, 300, 600 or 1200 asks for a thumbnail. */
            url: string;
        };
        /** @description The place after which a page begins: the sort key of the last item, in a form that callers pass back untouched. */
        Cursor: string;
        /** @description A decade. */
        Decade: {
            /**
             * Format: int64
             * @description How many albums.
             */
            album_count: number;
            /**
             * Format: int32
             * @description Its first year.
             */
            decade: number;
            /**
             * Format: int64
             * @description How many tracks.
             */
            track_count: number;
        };
        /** @description Going to a provider's page. */
        Departure: {
            /** @description The path of this service at which the page goes on afterwards. */
            return_to?: string | null;
        };
        /** @description The desk in numbers; nothing in them is about a person. */
        DeskStatistics: {
            /**
             * Format: int64
             * @description The longest that an answer took, in milliseconds; absent without any.
             */
            answer_longest_ms: number | null;
            /**
             * Format: int64
             * @description The time within which half of the answers came, in milliseconds; absent without any.
             */
            answer_median_ms: number | null;
            /**
             * Format: int64
             * @description Requests that were answered after their term.
             */
            answered_late: number;
            /**
             * Format: int64
             * @description Of these, those with five days left at most.
             */
            due_soon: number;
            /** @description By kind, in the law's order. */
            kinds: components["schemas"]["KindCount"][];
            /**
             * Format: int64
             * @description Of these, those whose term has passed.
             */
            overdue: number;
            /**
             * Format: int64
             * @description Requests that wait.
             */
            waiting: number;
        };
        /** @description A signed-in device. */
        Device: {
            /**
             * Format: date-time
             * @description When it was signed in.
             */
            created_at: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
            /** @description The kind of browser and system; empty for those that signed in before it was kept. */
            device_kind: string;
            /** @description What the device is called. */
            device_name: string;
            /** @description The sign-in. */
            id: string;
            /** @description Whether the member knows of it. */
            known: boolean;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            last_used_at: string;
        };
        /** @description What changes about a device; a field that is left out stays. */
        DeviceChange: {
            /** @description What it is to be called, 1 to 60 characters. */
            device_name?: string | null;
            /** @description That the member knows of it: said of another device than the one that asks. */
            known?: boolean;
        };
        /**
         * @description What is not the same in all files of a group.
         * @enum {string}
         */
        Difference: "format" | "bitrate" | "length" | "folder" | "title" | "artists" | "album" | "lyrics" | "cover";
        /** @description One disc of an album. */
        Disc: {
            /**
             * Format: int32
             * @description From 1.
             */
            number: number;
            /** @description Its own title. */
            title: string | null;
            /** @description Its tracks in order. */
            tracks: components["schemas"]["Track"][];
        };
        /** @description One sending about the member: to whom, why, and which kinds of information. */
        Disclosure: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Which kinds of information, by their titles. */
            fields: string[];
            /** @description The sending. */
            id: string;
            /** @description By which article it was handed out, where a law demanded it. */
            legal_basis: string | null;
            /** @description What came of it. */
            outcome: components["schemas"]["DisclosureOutcome"];
            /** @description Why it was sent. */
            purpose_title: string;
            /** @description The recipient's identifier in the policy. */
            recipient: string;
            /** @description What the recipient is called; of an affiliate, which company. */
            recipient_title: string;
        };
        /**
         * @description What came of a sending.
         * @enum {string}
         */
        DisclosureOutcome: "pending" | "sent" | "failed" | "refused";
        /** @description One download. */
        Download: {
            /**
             * Format: date-time
             * @description When.
             */
            downloaded_at: string;
            /** @description `original`, or the codec that was chosen. */
            format: string;
            /** @description The record. */
            id: string;
            /** @description `track`, `album` or `playlist`. */
            kind: string;
            /** @description What was downloaded. */
            target_id: string;
            /** @description What it is called; null when it has left the library. */
            title: string | null;
        };
        /** @description Tracks that hold the same recording. */
        DuplicateGroup: {
            /** @description What is not the same in all of them. */
            differences: components["schemas"]["Difference"][];
            /** @description The one that is proposed to be kept. */
            keep_id: string;
            /** @description The tracks, the one to keep first. */
            tracks: components["schemas"]["DuplicateTrack"][];
        };
        /** @description One of them. */
        DuplicateTrack: {
            /** @description The readable path of its folder, below the music folder's number. */
            folder: string;
            /**
             * Format: int32
             * @description How much of its fingerprint is like the proposed one's, in a thousand; null for that one itself,
             *     and when the two are alike only through a third.
             */
            similarity_permille: number | null;
            track: components["schemas"]["Track"];
        };
        /** @description How many rows of a kind were erased. */
        Erased: {
            /**
             * Format: int64
             * @description How many rows.
             */
            erased_rows: number;
            /** @description The item's id. */
            item: string;
        };
        /** @description One use without consent. */
        ExemptUse: {
            /** @description Who received it. */
            addressee: string;
            /** @description The article relied on. */
            article: string;
            /** @description The case number. */
            case_number: string;
            /** @description The demand it rests on. */
            demand: string;
            /** @description The evidence. */
            disclosure: components["schemas"]["LegalDisclosure"];
            /** @description Which case of the law. */
            exemption: string;
            /** @description What demanded it. */
            kind: components["schemas"]["LegalDemandKind"];
        };
        /** @description How often one case of the law was used. */
        ExemptUseCount: {
            /** @description The case. */
            exemption: components["schemas"]["LegalExemption"];
            /**
             * Format: int64
             * @description How many records in all.
             */
            records: number;
            /**
             * Format: int64
             * @description How often.
             */
            uses: number;
        };
        /** @description All uses without consent. */
        ExemptUses: {
            /** @description By case of the law, also those never used. */
            counts: components["schemas"]["ExemptUseCount"][];
            /** @description The latest, at most 200. */
            latest: components["schemas"]["ExemptUse"][];
        };
        /** @description The optional helper for formats the service does not transcode itself. */
        FfmpegHealth: {
            found: boolean;
            version: string | null;
        };
        /** @description A folder. */
        Folder: {
            /** @description The folders in it. */
            folders: components["schemas"]["FolderEntry"][];
            /** @description Its name. */
            name: string;
            /** @description Where the next page of tracks begins; nothing at the end. */
            next: string | null;
            /** @description The path above it; none at the top. */
            parent: string | null;
            /** @description Its path; empty above all music folders. */
            path: string;
            /** @description The tracks in it, by file name. */
            tracks: components["schemas"]["Track"][];
        };
        /** @description A folder in a folder. */
        FolderEntry: {
            /** @description Its name. */
            name: string;
            /** @description Its path. */
            path: string;
            /**
             * Format: int64
             * @description Tracks in it and below.
             */
            track_count: number;
        };
        /** @description A music folder and whether it can be reached. */
        FolderState: {
            /** @description The folder as configured. */
            path: string;
            /** @description Whether the last scan could look into it. */
            reachable: boolean;
        };
        /** @description An artist the member follows. */
        Follow: {
            /** @description The artist. */
            artist: components["schemas"]["ArtistSummary"];
            /**
             * Format: date-time
             * @description Since when.
             */
            followed_at: string;
        };
        /** @description Since when an artist is followed. */
        Followed: {
            /**
             * Format: date-time
             * @description Since when.
             */
            followed_at: string;
        };
        /** @description Songs and playlists for the foot of a page, the best first, each with its reason. */
        ForYou: {
            /** @description The songs: first those that are not among today's, then today's from the end. */
            items: components["schemas"]["RecommendedTrack"][];
            /** @description Whether they were chosen for the one who asked. */
            personalised: components["schemas"]["Personalised"];
            /** @description Playlists of the square. */
            playlists: components["schemas"]["RecommendedPlaylist"][];
            /**
             * Format: date-time
             * @description Until when the songs stay.
             */
            until: string;
        };
        /** @description Lines of songs that a search found, the best first. */
        FoundLines: {
            /** @description One line of each song that has it. */
            lines: components["schemas"]["LineHit"][];
            /** @description What to mark in the lines. */
            marks: components["schemas"]["Marks"];
            /** @description What was looked for. */
            query: string;
        };
        /** @description Playlists that a search found, and people with theirs, the best first. */
        FoundPlaylists: {
            /** @description What to mark in the names above. */
            marks: components["schemas"]["Marks"];
            /** @description People who show a name beside playlists on the square. */
            people: components["schemas"]["PersonHit"][];
            /** @description Playlists that their owners show on the square. */
            playlists: components["schemas"]["Playlist"][];
            /** @description What was looked for. */
            query: string;
        };
        /** @description A function as lists name it. */
        FunctionEntry: {
            /** @description Function. */
            id: string;
            /** @description Its title. */
            title: string;
        };
        /**
         * @description Whether a function may own personal information at all.
         * @enum {string}
         */
        FunctionKind: "basic" | "extended";
        /** @description Loudness in decibels and peaks of full scale 1.0. */
        Gain: {
            /**
             * Format: double
             * @description For the album as a whole.
             */
            album_db: number | null;
            /**
             * Format: double
             * @description The loudest sample of the album.
             */
            album_peak: number | null;
            /**
             * Format: double
             * @description For the track alone.
             */
            track_db: number | null;
            /**
             * Format: double
             * @description The loudest sample of the track.
             */
            track_peak: number | null;
        };
        /**
         * @description A gender as the profile knows it.
         * @enum {string}
         */
        Gender: "female" | "male" | "other";
        /** @description A genre. */
        Genre: {
            /**
             * Format: int64
             * @description How many albums.
             */
            album_count: number;
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description How many tracks.
             */
            track_count: number;
        };
        /**
         * @description Why something has to be erased (PIPL article 47).
         * @enum {string}
         */
        Ground: "unlawful" | "without_consent" | "agreement_broken" | "left" | "service_ceased";
        /** @description A guardian's yes. */
        GuardianAgreement: {
            /** @description SHA-256 of the statement that the guardian saw. */
            text_hash: string;
            /** @description The secret of the link. */
            token: string;
        };
        /** @description What a link asks a guardian for. */
        GuardianInvitation: {
            /**
             * Format: date-time
             * @description Until when the link stands.
             */
            expires_at: string;
            /** @description What the minor is called here. */
            nickname: string | null;
            /** @description What the guardian is to read. */
            statement: components["schemas"]["MinorsStatement"];
        };
        /** @description A link to be handed to a guardian. */
        GuardianLink: {
            /**
             * Format: date-time
             * @description Until when it stands.
             */
            expires_at: string;
            /** @description The secret of the link; it is told once. */
            token: string;
        };
        /** @description The secret of a link; it travels in the body, because addresses are written down by those in between. */
        GuardianLinkShown: {
            /** @description The secret. */
            token: string;
        };
        /** @description How the service does. */
        Health: {
            /** Format: int64 */
            albums: number;
            /** Format: int64 */
            artists: number;
            cache: components["schemas"]["CacheHealth"];
            /** Format: int64 */
            database_bytes: number;
            /** Format: int64 */
            disk_free_bytes: number;
            /** @description `sqlite` or `postgresql`. */
            engine: string;
            engine_version: string;
            ffmpeg: components["schemas"]["FfmpegHealth"];
            /** Format: int64 */
            members: number;
            /**
             * Format: int64
             * @description Rows held past the end of their term; 0 is right.
             */
            overdue_rows: number;
            /** Format: int64 */
            tracks: number;
            transcodes: components["schemas"]["TranscodeHealth"];
            /** Format: int64 */
            uptime_seconds: number;
            version: string;
        };
        /** @description An artist of a member's listening. */
        HeardArtist: {
            /** @description The artist. */
            id: string;
            /** @description The name. */
            name: string;
            /**
             * Format: double
             * @description How much of the whole weight is theirs, 0 to 100; what was heard often and lately weighs more.
             */
            share_percent: number;
        };
        /** @description The song, and where in it the device is. */
        HeardSong: {
            /**
             * Format: int64
             * @description Where in the song listening ended, in milliseconds.
             */
            end_ms: number;
            /**
             * Format: int64
             * @description Where in the song listening began, in milliseconds; below zero when it began before the song.
             */
            start_ms: number;
            track: components["schemas"]["Track"];
        };
        /** @description One category of what is held about a person. */
        HeldCategory: {
            /** @description The category's id. */
            category: string;
            /** @description The kinds of data in it. */
            items: components["schemas"]["HeldItem"][];
            /** @description Whether the law calls it sensitive. */
            sensitivity: components["schemas"]["Sensitivity"];
            /** @description Its name. */
            title: string;
        };
        /** @description Everything that is held about the member. */
        HeldData: {
            /** @description By category. */
            categories: components["schemas"]["HeldCategory"][];
            /**
             * Format: date-time
             * @description When this was put together.
             */
            generated_at: string;
        };
        /** @description One kind of data that may be held about a person. */
        HeldItem: {
            /** @description The legal basis. */
            basis: components["schemas"]["Basis"];
            /** @description The legal basis in words. */
            basis_title: string;
            /** @description Whether some of it can be corrected. */
            correctable: boolean;
            /**
             * Format: int64
             * @description How many rows are held now.
             */
            count: number;
            /** @description Whether it can be erased now, by itself. */
            erasable: boolean;
            /**
             * Format: date-time
             * @description When the newest row goes by itself.
             */
            erase_after: string | null;
            /** @description Whether it is part of the export. */
            exportable: boolean;
            /** @description The function that uses it. */
            function_title: string;
            /** @description The item's id in the policy. */
            item: string;
            /**
             * Format: date-time
             * @description When the newest was made.
             */
            newest: string | null;
            /**
             * Format: date-time
             * @description When the oldest was made.
             */
            oldest: string | null;
            /** @description The purpose's id. */
            purpose: string;
            /** @description What it is held for. */
            purpose_title: string;
            /** @description How long it is held, in words. */
            retention_text: string;
            /** @description Its name. */
            title: string;
            /** @description Why it stays although the person may want it gone. */
            why_kept: string | null;
        };
        /** @description One row that is held about a person. */
        HeldRow: {
            /** @description Its values. */
            columns: components["schemas"]["HeldValue"][];
            /** @description Names the row in corrections. */
            row_id: string;
        };
        /** @description One value of a row. */
        HeldValue: {
            /** @description Whether the person may correct it. */
            correctable: boolean;
            /** @description The column. */
            name: string;
            /** @description Whether it is kept encrypted with the person's own key. */
            sealed: boolean;
            /** @description Its name. */
            title: string;
            /** @description The value, opened when it was sealed. */
            value: string | null;
        };
        /** @description Somebody who ran the service, or does. */
        Holder: {
            /** @description How they came to it. */
            change: components["schemas"]["HolderChange"];
            /** @description Whether they run it now. */
            current: boolean;
            /** @description Whether consents given before went on under them. */
            keeps_consents: boolean;
            /** @description Name of the company or person. */
            name: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
        };
        /**
         * @description How somebody came to run the service.
         * @enum {string}
         */
        HolderChange: "first" | "renamed" | "taken_over";
        /** @description An hour of the day. */
        HourOfListening: {
            /**
             * Format: int32
             * @description 0 to 23.
             */
            hour: number;
            /**
             * Format: int64
             * @description How many listens.
             */
            listens: number;
            /**
             * Format: int64
             * @description How long, in milliseconds.
             */
            played_ms: number;
        };
        /** @description What became of a file. */
        ImportReport: {
            /** @description Whether nothing was written. */
            dry_run: boolean;
            /** @description Each kind, also those of which the file has nothing. */
            kinds: components["schemas"]["ImportedKind"][];
            /** @description Music that this library does not have, by kind and title; at most 200. */
            missing: components["schemas"]["MissingMusic"][];
            /**
             * Format: int64
             * @description How much music it does not have in all.
             */
            missing_total: number;
        };
        /** @description What became of one kind; what was found is brought in, already there or left out. */
        ImportedKind: {
            /**
             * Format: int64
             * @description How many were here before.
             */
            already_there: number;
            /**
             * Format: int64
             * @description How many were brought in; of a dry run, how many would be.
             */
            brought_in: number;
            /**
             * Format: int64
             * @description How many the file has.
             */
            found: number;
            /** @description The kind. */
            kind: components["schemas"]["RecordKind"];
            /** @description What was left out. */
            left_out: components["schemas"]["LeftOutOfImport"][];
            /**
             * Format: int64
             * @description Of how many the music is in this library.
             */
            matched: number;
        };
        /** @description What became of a file. */
        ImportedPlaylist: {
            /**
             * Format: int64
             * @description How many entries were found.
             */
            matched: number;
            playlist: components["schemas"]["Playlist"] | null;
            /** @description Those that were not, in order. */
            unmatched: components["schemas"]["UnmatchedEntry"][];
        };
        /** @description An incident for the privacy officer. */
        Incident: {
            /**
             * Format: date-time
             * @description When people were first told.
             */
            announced_at: string | null;
            /** @description The deadlines. */
            clocks: components["schemas"]["IncidentClock"][];
            /**
             * Format: date-time
             * @description When its handling ended.
             */
            closed_at: string | null;
            /** @description How it ended. */
            closed_words: string | null;
            /** @description How many people. */
            counts: components["schemas"]["IncidentCounts"];
            /** @description When notices were first shown, by day; in lists it is empty. */
            days: components["schemas"]["IncidentDay"][];
            /** @description How grave it is. */
            grade: components["schemas"]["IncidentGrade"];
            /** @description Its id. */
            id: string;
            /** @description Whether everybody can read it now. */
            is_public: boolean;
            /** @description Which kinds of information. */
            items: components["schemas"]["IncidentItem"][];
            /** @description What became of the information. */
            kind: components["schemas"]["IncidentKind"];
            /** @description What staff call it. */
            name: string;
            /**
             * Format: date-time
             * @description When it was noticed.
             */
            noticed_at: string;
            /**
             * Format: date-time
             * @description When it was opened here.
             */
            opened_at: string;
            /**
             * Format: date-time
             * @description Since when everybody can read it.
             */
            published_at: string | null;
            /**
             * Format: date-time
             * @description Until when everybody can read it.
             */
            published_until: string | null;
            /** @description What the authorities were told. */
            reports: components["schemas"]["IncidentReport"][];
            /** @description How they were looked for. */
            searches: components["schemas"]["IncidentSearch"][];
            /** @description What people are told. */
            writings: components["schemas"]["IncidentWriting"][];
        };
        /** @description A deadline. */
        IncidentClock: {
            /**
             * Format: date-time
             * @description When it was done.
             */
            done_at: string | null;
            /**
             * Format: date-time
             * @description By when.
             */
            due_at: string;
            /** @description Which. */
            kind: components["schemas"]["IncidentClockKind"];
            /** @description How it stands. */
            state: components["schemas"]["IncidentClockState"];
        };
        /**
         * @description Which clock.
         * @enum {string}
         */
        IncidentClockKind: "first_report" | "people" | "final_report";
        /**
         * @description How a clock stands.
         * @enum {string}
         */
        IncidentClockState: "running" | "overdue" | "done" | "done_late";
        /** @description How the handling ended. */
        IncidentClosing: {
            /** @description In words, 1 to 2,000 characters; where nobody was told, why nobody had to be. */
            words: string;
        };
        /** @description How many people are concerned, and how far the word has come. */
        IncidentCounts: {
            /**
             * Format: int64
             * @description Of these, those who have a notice.
             */
            notified: number;
            /**
             * Format: int64
             * @description People who were found.
             */
            people: number;
            /**
             * Format: int64
             * @description Of these, those who read it.
             */
            read: number;
            /**
             * Format: int64
             * @description Of these, those to whom it was shown.
             */
            shown: number;
            /**
             * Format: int64
             * @description People who were found and have no account to be reached by.
             */
            unreachable: number;
        };
        /** @description How many notices were first shown on a day since people were told. */
        IncidentDay: {
            /**
             * Format: int64
             * @description The day, from 0.
             */
            day: number;
            /**
             * Format: int64
             * @description How many of these have read it by now.
             */
            read: number;
            /**
             * Format: int64
             * @description To how many.
             */
            shown: number;
        };
        /** @description What is known of an incident. */
        IncidentFacts: {
            /** @description How grave it is. */
            grade: components["schemas"]["IncidentGrade"];
            /** @description Which kinds of information, as items of the policy; may be empty while nobody knows. */
            items?: string[];
            /** @description What became of the information. */
            kind: components["schemas"]["IncidentKind"];
            /** @description What staff call it, 1 to 120 characters. */
            name: string;
            /**
             * Format: date-time
             * @description When it was noticed.
             */
            noticed_at: string;
        };
        /**
         * @description How grave it is, in the four grades of the measures on reporting.
         * @enum {string}
         */
        IncidentGrade: "general" | "larger" | "major" | "critical";
        /** @description A kind of information. */
        IncidentItem: {
            /** @description The item's id in the policy. */
            item: string;
            /** @description Its name. */
            title: string;
        };
        /**
         * @description What became of the information (PIPL article 57).
         * @enum {string}
         */
        IncidentKind: "leak" | "tampering" | "loss";
        /** @description A notice as people read it. */
        IncidentNotice: {
            /** @description The incident's id. */
            id: string;
            /** @description Which kinds of information. */
            items: components["schemas"]["IncidentItem"][];
            /** @description What became of the information. */
            kind: components["schemas"]["IncidentKind"];
            /**
             * Format: date-time
             * @description When it was noticed.
             */
            noticed_at: string;
            /**
             * Format: date-time
             * @description When the reader was told; of a public notice since when it is public.
             */
            notified_at: string;
            /**
             * Format: date-time
             * @description When the reader said that they read it; always absent of a public notice.
             */
            read_at: string | null;
            /** @description The same in words. */
            title: string;
            /** @description What happened and everything else that is told, in the reader's language where it was written. */
            writing: components["schemas"]["IncidentWriting"];
        };
        /** @description What telling people came to. */
        IncidentNoticesMade: {
            /** @description Whether everybody can read it, because somebody cannot be reached otherwise. */
            is_public: boolean;
            /**
             * Format: int64
             * @description People who have a notice to read now.
             */
            people: number;
        };
        /** @description That the authorities were told. */
        IncidentReport: {
            /** @description Whom. */
            authority: string;
            /**
             * Format: date-time
             * @description When.
             */
            filed_at: string;
            /** @description What they were told. */
            kind: components["schemas"]["IncidentReportKind"];
            /** @description Under which number of theirs. */
            reference: string | null;
        };
        /**
         * @description What the authorities are told.
         * @enum {string}
         */
        IncidentReportKind: "first" | "follow_up" | "final";
        /** @description One look for the people concerned: numbers, and nobody's name. */
        IncidentSearch: {
            /**
             * Format: int64
             * @description Of these, how many were not found before.
             */
            added: number;
            /** @description The recipient, the item or the digest of the staff, where one was named. */
            detail: string | null;
            /**
             * Format: int64
             * @description How many were found.
             */
            found: number;
            /**
             * Format: date-time
             * @description From when on.
             */
            from: string | null;
            /**
             * Format: date-time
             * @description When it was looked.
             */
            searched_at: string;
            /** @description `ledger`, `staff_log`, `item`, `list` or `everybody`. */
            source: string;
            /**
             * Format: date-time
             * @description Until when.
             */
            to: string | null;
            /**
             * Format: int64
             * @description How many more have no account to be reached by.
             */
            unreachable: number;
        };
        /** @description Where the people concerned are looked for. */
        IncidentSource: {
            /**
             * Format: date-time
             * @description From when on.
             */
            from: string;
            /** @description The recipient's id in the policy. */
            recipient: string;
            /** @enum {string} */
            source: "ledger";
            /**
             * Format: date-time
             * @description Until when.
             */
            to: string;
        } | {
            /**
             * Format: date-time
             * @description From when on.
             */
            from: string;
            /** @enum {string} */
            source: "staff_log";
            /** @description One of the staff by their digest in the log; anybody when absent. */
            staff_digest?: string | null;
            /**
             * Format: date-time
             * @description Until when.
             */
            to: string;
        } | {
            /**
             * Format: date-time
             * @description Made from when on.
             */
            from?: string | null;
            /** @description The item's id in the policy. */
            item: string;
            /** @enum {string} */
            source: "item";
            /**
             * Format: date-time
             * @description Made until when.
             */
            to?: string | null;
        } | {
            /** @description Their numbers, 1 to 10,000. */
            members: string[];
            /** @enum {string} */
            source: "list";
        } | {
            /** @enum {string} */
            source: "everybody";
        };
        /** @description What people are told, part by part: PIPL article 57, and 10.2 of GB/T 35273. */
        IncidentWords: {
            /** @description How they can guard themselves. */
            advice: string;
            /** @description Why. */
            cause: string;
            /** @description How they reach us. */
            contact: string;
            /** @description What happened; 1 to 2,000 characters, as each part. */
            happened: string;
            /** @description What harm may come of it. */
            harm: string;
            /** @description What we have done and are doing. */
            measures: string;
            /** @description How we make it good. */
            remedies: string;
        };
        /** @description What people are told, in one language. */
        IncidentWriting: {
            /** @description The language of the words. */
            language: components["schemas"]["Language"];
            /** @description The words. */
            words: components["schemas"]["IncidentWords"];
            /**
             * Format: date-time
             * @description When they were last written.
             */
            written_at: string;
        };
        /** @description One inspection. */
        Inspection: {
            /**
             * Format: date-time
             * @description When it began.
             */
            begun_at: string;
            /** @description What each check found. */
            checks: components["schemas"]["InspectionCheck"][];
            /**
             * Format: date-time
             * @description When everything had been looked at.
             */
            ended_at: string;
            /**
             * Format: int64
             * @description How many checks found a fault.
             */
            failed_count: number;
            /**
             * Format: int64
             * @description Inspections are counted from 1.
             */
            number: number;
            /** @description The version of the policy. */
            policy_version: string;
            /** @description The version of the program. */
            program: string;
        };
        /** @description One check of an inspection. */
        InspectionCheck: {
            /**
             * Format: int64
             * @description How many faults it found.
             */
            fault_count: number;
            /** @description The faults, or the first of them. */
            faults: string[];
            /**
             * Format: int64
             * @description How many things it looked at.
             */
            looked_at: number;
            /** @description Its name, which stays the same. */
            name: string;
            /** @description What it asks. */
            title: string;
        };
        /** @description The inspections on file. */
        InspectionsView: {
            /** @description Whether the last one is older than a day, or there is none. */
            is_late: boolean;
            /** @description The latest 60, the latest first. */
            items: components["schemas"]["Inspection"][];
            /** @description The public key that verifies reports: Ed25519, 32 bytes as hexadecimal digits. */
            public_key: string;
        };
        /** @description Until when an invitation stands. */
        Invited: {
            /**
             * Format: date-time
             * @description Until when.
             */
            expires_at: string;
        };
        /** @description How a job stands. */
        Job: {
            /** @description How often it comes round. */
            interval_text: string;
            last_message: string | null;
            last_outcome: components["schemas"]["JobOutcome"];
            /** Format: date-time */
            last_run_at: string | null;
            name: string;
            /** Format: date-time */
            next_run_at: string;
            /** Format: int64 */
            rows_last: number;
            /** Format: int64 */
            runs: number;
            title: string;
        };
        /**
         * @description How a job ended the last time.
         * @enum {string}
         */
        JobOutcome: "ok" | "failed" | "never";
        /** @description How a member joins. */
        Joining: {
            /**
             * @description What the member wants to be called among the editors, up to 40 characters; may be left out.
             * @default null
             */
            name: string | null;
        };
        /** @description How many requests there were, of one kind. */
        KindCount: {
            /**
             * Format: int64
             * @description Those that were done.
             */
            done: number;
            /** @description The kind. */
            kind: components["schemas"]["RequestKind"];
            /**
             * Format: int64
             * @description All of them.
             */
            received: number;
            /**
             * Format: int64
             * @description Those that were refused.
             */
            refused: number;
        };
        /**
         * @description A language the service speaks; Chinese is the source, English says the same.
         * @enum {string}
         */
        Language: "zh-CN" | "en";
        /** @description A language in which tracks are sung. */
        LanguageCount: {
            /**
             * Format: int64
             * @description How many albums.
             */
            album_count: number;
            /** @description As the tracks spell it. */
            language: string;
            /**
             * Format: int64
             * @description How many tracks.
             */
            track_count: number;
        };
        /** @description The last inspection, in one line. */
        LastInspection: {
            /**
             * Format: date-time
             * @description When it began; absent before the first.
             */
            begun_at: string | null;
            /**
             * Format: int64
             * @description How many checks were made.
             */
            check_count: number;
            /**
             * Format: int64
             * @description How many of them found a fault.
             */
            failed_count: number;
            /** @description Whether it is older than a day, or there is none. */
            is_late: boolean;
        };
        /**
         * @description Why something was left out.
         * @enum {string}
         */
        LeftOut: "not_in_library" | "not_described" | "of_playlist" | "no_consent" | "out_of_term" | "too_short" | "unfit" | "limit_reached" | "rules_of_elsewhere";
        /** @description How many of one kind were left out for one reason. */
        LeftOutOfImport: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description Why. */
            reason: components["schemas"]["LeftOut"];
            /** @description Why, in words. */
            reason_text: string;
        };
        /** @description One of the two approvals. */
        LegalApproval: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Whose, by their keyed digest. */
            by_digest: string;
            /** @description Whether that is the asker. */
            is_own: boolean;
        };
        /** @description What can be chosen when a demand is filed. */
        LegalChoices: {
            /** @description The cases of the law; there is no other. */
            exemptions: components["schemas"]["LegalExemption"][];
            /** @description The kinds of information that can be demanded; there is no other. */
            items: components["schemas"]["LegalItem"][];
            /**
             * Format: int64
             * @description How many days the person can be left untold, at most.
             */
            silent_days_max: number;
            /**
             * Format: int64
             * @description How many days a demand can be used, at most.
             */
            valid_days_max: number;
        };
        /** @description A demand; it names nobody but by keyed digests. */
        LegalDemand: {
            /** @description Who receives it. */
            addressee: string;
            /** @description Who approved it. */
            approvals: components["schemas"]["LegalApproval"][];
            /** @description The article relied on. */
            article: string;
            /** @description The case number. */
            case_number: string;
            /** @description What was handed out. */
            disclosures: components["schemas"]["LegalDisclosure"][];
            /** @description The document's SHA-256. */
            document_sha256: string;
            ended: components["schemas"]["LegalDemandEnd"] | null;
            /** @description Which case of the law. */
            exemption: string;
            /**
             * Format: date-time
             * @description When it was filed.
             */
            filed_at: string;
            /** @description The keyed digest of who filed it. */
            filed_by_digest: string;
            /** @description Names it. */
            id: string;
            /** @description Whether that is the asker. */
            is_own: boolean;
            /** @description Which kinds of information. */
            items: components["schemas"]["LegalItem"][];
            /** @description What demands it. */
            kind: components["schemas"]["LegalDemandKind"];
            silence: components["schemas"]["LegalSilence"] | null;
            /** @description How it stands. */
            standing: components["schemas"]["LegalDemandStanding"];
            /** @description The keyed digest of whom it is about. */
            subject_digest: string;
            /**
             * Format: date-time
             * @description Until when it can be used.
             */
            valid_until: string;
        };
        /** @description What an approver holds in their hands. */
        LegalDemandApproval: {
            /** @description The SHA-256 of the document that they looked at themselves; it has to be the one that was filed. */
            document_sha256: string;
        };
        /** @description How a demand ended before its time. */
        LegalDemandEnd: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description How. */
            kind: components["schemas"]["LegalDemandEnding"];
            /** @description Why. */
            words: string;
        };
        /**
         * @description How a demand ended before its time.
         * @enum {string}
         */
        LegalDemandEnding: "refused" | "withdrawn";
        /**
         * @description What demands it.
         * @enum {string}
         */
        LegalDemandKind: "compulsory_order" | "public_disclosure" | "exempt_use";
        /** @description Why a demand ends. */
        LegalDemandReason: {
            /** @description Why, 1 to 500 characters. */
            words: string;
        };
        /**
         * @description How a demand stands.
         * @enum {string}
         */
        LegalDemandStanding: "waiting" | "approved" | "refused" | "withdrawn" | "expired";
        /** @description That something was handed out. */
        LegalDisclosure: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description By whose hand, by their keyed digest. */
            by_digest: string;
            /** @description Names it. */
            id: string;
            /**
             * Format: int64
             * @description How many records.
             */
            records: number;
            /**
             * Format: date-time
             * @description Since when its person can read of it; absent while a law orders silence.
             */
            told_at: string | null;
        };
        /** @description A case in which the law allows a use without consent. */
        LegalExemption: {
            /** @description Where it stands in the law. */
            citation: string;
            /** @description Its code in the policy. */
            code: string;
            /** @description What it says. */
            title: string;
        };
        /** @description Who stands there to take it along. */
        LegalHandingOut: {
            /** @description Who receives it, letter by letter as the demand names them. */
            addressee: string;
        };
        /** @description A kind of information. */
        LegalItem: {
            /** @description The item's id in the policy. */
            item: string;
            /** @description Its name. */
            title: string;
        };
        /** @description That a law orders silence for a time. */
        LegalSilence: {
            /** @description The article that says so, 1 to 120 characters. */
            silence_article: string;
            /**
             * Format: date-time
             * @description Until when.
             */
            silent_until: string;
        };
        /** @description Something the member likes; what has left the library is not in the list. */
        Like: components["schemas"]["Collected"] & {
            /**
             * Format: date-time
             * @description Since when.
             */
            liked_at: string;
        };
        /** @description Since when something is liked. */
        Liked: {
            /**
             * Format: date-time
             * @description Since when.
             */
            liked_at: string;
        };
        /** @description Songs that go with those a member likes. */
        LikesSuggestions: {
            /** @description The songs, each with the liked song that is its reason. */
            items: components["schemas"]["RecommendedTrack"][];
            /**
             * Format: int64
             * @description How many liked songs were read.
             */
            liked_count: number;
            /** @description Whether the member switched it on; without, nothing was read and there is nothing here. */
            on: boolean;
            /** @description Songs that the member does not want here, marked last first; 200 at most. */
            unwanted: components["schemas"]["NamedTrack"][];
        };
        /** @description A line of a song. */
        LineHit: {
            /**
             * Format: int64
             * @description When the line is sung, in milliseconds from the start of the song; none where its lyrics have no times.
             */
            start_ms: number | null;
            /** @description The line. */
            text: string;
            /** @description The song. */
            track: components["schemas"]["Track"];
        };
        /** @description The secret of a link, and how the member joins. */
        LinkAccepted: {
            /** @description What the member wants to be called among the editors, up to 40 characters; may be left out. */
            name?: string | null;
            /** @description The secret. */
            token: string;
        };
        /** @description What a link leads to. */
        LinkPreview: {
            /** @description What the playlist is called. */
            playlist_name: string;
        };
        /** @description The secret of a link; it travels in the body, because addresses are written down by those in between. */
        LinkShown: {
            /** @description The secret. */
            token: string;
        };
        /** @description An account elsewhere that a member has linked. */
        LinkedIdentity: {
            /**
             * Format: date-time
             * @description When it was last used to sign in.
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description Since when it is linked.
             */
            linked_at: string;
            /** @description What the member is called there. */
            nickname: string | null;
            /** @description `wechat`, `qq`, `weibo`, `apple` or `oidc`. */
            provider: string;
            /** @description What the provider is called. */
            title: string;
        };
        /** @description A list with its title. */
        List_BrowserListEntry: {
            /** @description Entries in the order of the policy. */
            items: components["schemas"]["BrowserListEntry"][];
            /** @description Title as published. */
            title: string;
        };
        /** @description A list with its title. */
        List_CollectionGroup: {
            /** @description Entries in the order of the policy. */
            items: components["schemas"]["CollectionGroup"][];
            /** @description Title as published. */
            title: string;
        };
        /** @description A list with its title. */
        List_PermissionEntry: {
            /** @description Entries in the order of the policy. */
            items: components["schemas"]["PermissionEntry"][];
            /** @description Title as published. */
            title: string;
        };
        /** @description A list with its title. */
        List_RecipientEntry: {
            /** @description Entries in the order of the policy. */
            items: components["schemas"]["RecipientEntry"][];
            /** @description Title as published. */
            title: string;
        };
        /** @description A list with its title. */
        List_SharingEntry: {
            /** @description Entries in the order of the policy. */
            items: components["schemas"]["SharingEntry"][];
            /** @description Title as published. */
            title: string;
        };
        /** @description One hearing of one track. */
        Listen: {
            /** @description The hearing. */
            id: string;
            /**
             * Format: int64
             * @description How long it sounded, in milliseconds.
             */
            played_ms: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            track: null | components["schemas"]["Track"];
        };
        /** @description All that recommendation knows of a member. It is worked out when it is asked for, and not kept. */
        ListeningProfile: {
            /** @description The artists heard most, 20 at most. */
            artists: components["schemas"]["HeardArtist"][];
            /**
             * Format: int64
             * @description How many listens it rests on.
             */
            listens: number;
            /** @description The songs that are not to be recommended, marked last first. */
            not_interested: components["schemas"]["Track"][];
            /** @description Whether it is used. */
            personalised: components["schemas"]["Personalised"];
            /**
             * Format: date-time
             * @description The first of them.
             */
            since: string | null;
        };
        /** @description One's own listening in numbers. */
        ListeningStatistics: {
            /** @description The artists heard most often, 10 at most. */
            artists: components["schemas"]["ArtistHeard"][];
            /** @description By the hour of the day in which they began, from 0 to 23. */
            hours: components["schemas"]["HourOfListening"][];
            /**
             * Format: int64
             * @description How many listens there are.
             */
            listens: number;
            /** @description By month, the earliest first, without a gap. */
            months: components["schemas"]["MonthOfListening"][];
            /**
             * Format: int64
             * @description How long they lasted together, in milliseconds.
             */
            played_ms: number;
            /**
             * Format: date-time
             * @description The first of them.
             */
            since: string | null;
            /** @description The songs heard most often, 10 at most. */
            tracks: components["schemas"]["TrackHeard"][];
        };
        /** @description A voice. */
        LyricAgent: {
            /** @description What lines call it by. */
            id: string;
            /** @description One singer or several. */
            kind: components["schemas"]["LyricAgentKind"];
            /** @description The singer's name, where the lyrics tell. */
            name: string | null;
        };
        /**
         * @description One singer or several.
         * @enum {string}
         */
        LyricAgentKind: "person" | "group" | "other";
        /** @description What is sung behind a line. */
        LyricBackground: {
            /** @description How it sounds, in Latin letters. */
            romanisation: string | null;
            /** @description Its text. */
            text: string;
            /** @description It in another language. */
            translation: string | null;
            /** @description Its words, where they have times. */
            words: components["schemas"]["LyricWord"][] | null;
        };
        /** @description A line. */
        LyricLine: {
            /** @description Who sings it, as an id of `agents`. */
            agent: string | null;
            background: components["schemas"]["LyricBackground"] | null;
            /**
             * Format: int64
             * @description When it ends, where that is known.
             */
            end_ms: number | null;
            /** @description How it sounds, in Latin letters. */
            romanisation: string | null;
            /**
             * Format: int64
             * @description When it begins; nothing in plain lyrics.
             */
            start_ms: number | null;
            /** @description Its text. */
            text: string;
            /** @description The line in another language. */
            translation: string | null;
            /** @description Its words, where they have times. */
            words: components["schemas"]["LyricWord"][] | null;
        };
        /** @description A line of the file that could not be used, or not whole. */
        LyricProblem: {
            /** @description The line in the file, counted from 1. */
            line_number: number;
            /** @description The reason as a sentence. */
            reason: string;
            /** @description `no_time`, `too_many_stamps`, `bad_offset`, `bad_time`, `end_before_start`, `bad_layer`, `bad_xml`, `unknown_entity`, `too_deep` or `unknown_agent`. */
            reason_code: string;
        };
        /** @description A word, or a syllable. */
        LyricWord: {
            /**
             * Format: int64
             * @description When it ends.
             */
            end_ms: number;
            /**
             * Format: int64
             * @description When it begins.
             */
            start_ms: number;
            /** @description Its text with the space that follows. */
            text: string;
        };
        /** @description What is sung. */
        Lyrics: {
            /** @description Who sings, where the lyrics tell voices apart; the first is the lead. */
            agents: components["schemas"]["LyricAgent"][];
            /** @description The form in which they were written. */
            form: components["schemas"]["LyricsForm"];
            /** @description The language. */
            language: string | null;
            /** @description The lines in order. */
            lines: components["schemas"]["LyricLine"][];
            /**
             * Format: int64
             * @description What is to be added to the position before lines are looked up: a positive offset shows them earlier.
             *     An operator sets it; the file's own is in the times already.
             */
            offset_ms: number;
            /** @description What could not be read of the file. */
            problems: components["schemas"]["LyricProblem"][];
            /** @description The language and script of the romanisation. */
            romanisation_language: string | null;
            /** @description Where they are from. */
            source: components["schemas"]["LyricsSource"];
            /** @description Whether lines have times. */
            synced: boolean;
            /** @description The language of the translation. */
            translation_language: string | null;
        };
        /**
         * @description The form in which lyrics were written.
         * @enum {string}
         */
        LyricsForm: "plain" | "lrc" | "enhanced_lrc" | "ttml" | "srt" | "krc" | "qrc" | "yrc" | "sylt";
        /** @description How lyrics are to be moved. */
        LyricsOffset: {
            /**
             * Format: int64
             * @description How much earlier lines are shown; negative is later, and 0 is as the file has it.
             */
            offset_ms: number;
        };
        /**
         * @description Where lyrics are from.
         * @enum {string}
         */
        LyricsSource: "sidecar" | "embedded";
        /** @description A new key or password, with the secret that is shown this once. */
        MadeAppAccess: {
            /** @description The key or password. */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            made_at: string;
            /** @description What the member calls it. */
            name: string;
            /** @description What the app is given; it cannot be shown again. */
            secret: string;
            /** @description The name to sign the app in with. */
            user_name: string;
        };
        /** @description An address that was proved. */
        MailAddressView: {
            /** @description The address with most of its name hidden. */
            address: string;
            /** @description The language of mail that goes there. */
            language: components["schemas"]["Language"];
            /**
             * Format: date-time
             * @description Since when its post office has taken nothing; then nothing is sent until it is proved again.
             */
            unreached_at: string | null;
            /**
             * Format: date-time
             * @description When it was proved.
             */
            verified_at: string;
        };
        /** @description The code that was mailed. */
        MailCode: {
            /** @description Six digits. */
            code: string;
        };
        /** @description A member's mail address, for the member alone. */
        MailView: {
            address: components["schemas"]["MailAddressView"] | null;
            /** @description Whether mail can be used here. */
            offered: boolean;
            waiting: components["schemas"]["MailWaitingView"] | null;
        };
        /** @description An address that waits for its code. */
        MailWaitingView: {
            /** @description The address with most of its name hidden. */
            address: string;
            /**
             * Format: date-time
             * @description Until when the code can be used.
             */
            expires_at: string;
        };
        /**
         * @description For each name in an answer that the query fits, from which character to before which, counted in Unicode code points.
         *
         *     By name and not by place: whatever shows a name can look it up.
         */
        Marks: {
            [key: string]: number[][];
        };
        /** @description The song that a file is. */
        MatchedSong: {
            /**
             * Format: int64
             * @description How much later than the song the file begins, in milliseconds; below zero when it begins earlier.
             */
            offset_ms: number;
            /**
             * Format: int32
             * @description How much of the fingerprints is alike, in a thousand.
             */
            similarity_permille: number;
            track: components["schemas"]["Track"];
        };
        /** @description The member's account, for the member alone. */
        Me: {
            /** @description Where the picture is. */
            avatar: string | null;
            /** @description The birthday, such as `1990-05-01`, kept by consent. */
            birthday: string | null;
            /**
             * Format: date-time
             * @description Since when there is the account.
             */
            created_at: string;
            gender: components["schemas"]["Gender"] | null;
            /** @description Whether a password is set. */
            has_password: boolean;
            /** @description The member. */
            id: string;
            /** @description What the member is called. */
            nickname: string | null;
            /** @description The number with its middle hidden. */
            phone_masked: string;
            /** @description The region, kept by consent. */
            region: string | null;
            /** @description What the member may do. */
            roles: components["schemas"]["Role"][];
            /** @description The signature line, kept by consent. */
            signature: string | null;
        };
        /** @description What a member changes; a field that is left out stays, null clears it. */
        MeChange: {
            /** @description The birthday, such as `1990-05-01`; needs the consent `profile_birthday`. */
            birthday?: string | null;
            gender?: components["schemas"]["Gender"] | null;
            /** @description What the member wants to be called, up to 40 letters. */
            nickname?: string | null;
            /** @description The region, up to 60 letters; needs the consent `profile_region`. */
            region?: string | null;
            /** @description The signature line, up to 200 letters; needs the consent `profile_signature`. */
            signature?: string | null;
        };
        /** @description What an operator changes of a member. */
        MemberChanges: {
            /** @description What the member may do from now on; everybody stays a listener. */
            roles?: components["schemas"]["Role"][] | null;
            state?: components["schemas"]["AccountState"] | null;
        };
        /** @description A member as operators see it; never with a phone number, and with the name masked. */
        MemberOverview: {
            /**
             * Format: date-time
             * @description Since when there is the account.
             */
            created_at: string;
            /** @description The member. */
            id: string;
            /** @description The first character of what the member is called; the whole of it opens with a reason. */
            masked_nickname: string | null;
            /** @description What the member may do. */
            roles: components["schemas"]["Role"][];
            /** @description Whether the account may be used. */
            state: components["schemas"]["AccountState"];
            training: components["schemas"]["StaffTrainingStanding"] | null;
        };
        /** @description Which track takes the place of which others. */
        MergeRequest: {
            /** @description Those that are hidden; 50 at most. */
            hide_ids: string[];
            /** @description The one that stays. */
            keep_id: string;
        };
        /** @description A hidden track, and the one in its place. */
        MergedTrack: {
            /** @description Whether that file is still there. */
            is_there: boolean;
            /** @description The one that is shown. */
            kept: components["schemas"]["Track"];
            /**
             * Format: date-time
             * @description When it was hidden.
             */
            merged_at: string;
            /** @description Where the hidden file lies, readable, below the music folder's number. */
            path: string;
            /** @description The hidden one. */
            track: components["schemas"]["Track"];
        };
        /**
         * @description How old a minor is, as far as consent goes by it.
         * @enum {string}
         */
        MinorAge: "child" | "youth";
        /** @description How a member stands who may be a minor. */
        MinorStanding: {
            age: components["schemas"]["MinorAge"] | null;
            /**
             * Format: date-time
             * @description When the guardian agreed.
             */
            agreed_at: string | null;
            /** @description Under which number the certificate of that can be read then. */
            certificate: string | null;
            /**
             * Format: date-time
             * @description When the account is erased, unless a guardian agrees or the birthday is corrected before.
             */
            erased_at: string | null;
            /**
             * Format: date-time
             * @description When it was found out that a guardian is needed.
             */
            found_at: string | null;
            /**
             * Format: date-time
             * @description Until when the link to a guardian stands.
             */
            invited_until: string | null;
            /** @description Whether a guardian is needed, and there. */
            state: components["schemas"]["MinorState"];
            /** @description To which version of the statement. */
            statement_version: string | null;
        };
        /**
         * @description Whether a member is known to be a minor, and whether a guardian agreed.
         * @enum {string}
         */
        MinorState: "not_known" | "guardian_needed" | "guarded";
        /** @description Minors' mode on one account. */
        MinorsMode: {
            /** @description The last seven days, today last. */
            days: components["schemas"]["MinorsModeDay"][];
            /**
             * Format: date-time
             * @description When it goes on, while there may be no sound.
             */
            goes_on_at: string | null;
            kept_by: components["schemas"]["MinorsModeKeeper"] | null;
            /**
             * Format: int64
             * @description How long there may be sound from now on, in milliseconds.
             */
            left_ms: number;
            /**
             * Format: int64
             * @description The limit of the day in force, in milliseconds.
             */
            limit_ms: number;
            limits: components["schemas"]["MinorsModeLimits"] | null;
            /**
             * Format: int64
             * @description How long was listened today, in milliseconds.
             */
            played_ms: number;
            /**
             * Format: int64
             * @description After so much listening a rest is suggested, in milliseconds.
             */
            rest_every_ms: number;
            /** @description Whether it is on, and whether there may be sound. */
            state: components["schemas"]["MinorsModeState"];
            /**
             * Format: date-time
             * @description Since when it is on.
             */
            turned_on_at: string | null;
        };
        /** @description What changes of the limits; what is left out stays. */
        MinorsModeChanges: {
            /** @description Whether to let in songs that their tags call explicit. */
            allows_explicit?: boolean | null;
            /** @description Whether to let in the square, others' playlists and the chat. */
            allows_others?: boolean | null;
            /** @description Whether to let in podcasts. */
            allows_podcasts?: boolean | null;
            /**
             * Format: int32
             * @description Minutes of a day, 1 to 1440; 0 for what is usual for the age.
             */
            limit_minutes?: number | null;
            /**
             * Format: int32
             * @description The minute of the day at which the pause begins.
             */
            pause_from_minute?: number | null;
            /**
             * Format: int32
             * @description The minute of the day at which it ends; the same one for no pause.
             */
            pause_to_minute?: number | null;
        };
        /** @description What changes, and the password that lets it; what is left out stays. */
        MinorsModeChangesByPassword: {
            /** @description Whether to let in songs that their tags call explicit. */
            allows_explicit?: boolean | null;
            /** @description Whether to let in the square, others' playlists and the chat. */
            allows_others?: boolean | null;
            /** @description Whether to let in podcasts. */
            allows_podcasts?: boolean | null;
            /**
             * Format: int32
             * @description Minutes of a day, 1 to 1440; 0 for what is usual for the age.
             */
            limit_minutes?: number | null;
            /** @description The password of the mode. */
            password?: string | null;
            /**
             * Format: int32
             * @description The minute of the day at which the pause begins.
             */
            pause_from_minute?: number | null;
            /**
             * Format: int32
             * @description The minute of the day at which it ends; the same one for no pause.
             */
            pause_to_minute?: number | null;
        };
        /** @description What was heard on one day. */
        MinorsModeDay: {
            /**
             * Format: date-time
             * @description When the day began, in China.
             */
            began_at: string;
            /**
             * Format: int64
             * @description How long was listened, in milliseconds.
             */
            played_ms: number;
        };
        /**
         * @description Who leaves minors' mode and changes it.
         * @enum {string}
         */
        MinorsModeKeeper: "guardian" | "password" | "member";
        /** @description What is set: limits, and what is let in. */
        MinorsModeLimits: {
            /** @description Whether songs are let in that their tags call explicit. */
            allows_explicit: boolean;
            /** @description Whether the square, others' playlists and the chat are. */
            allows_others: boolean;
            /** @description Whether podcasts are. */
            allows_podcasts: boolean;
            /**
             * Format: int32
             * @description Minutes of a day; nothing is set where it is usual for the age.
             */
            limit_minutes: number | null;
            /**
             * Format: int32
             * @description The minute of the day at which the pause begins.
             */
            pause_from_minute: number;
            /**
             * Format: int32
             * @description The minute of the day at which it ends; the same one when there is no pause.
             */
            pause_to_minute: number;
        };
        /** @description The password that leaves the mode. */
        MinorsModePassword: {
            /** @description Four digits or more; not needed where a guardian decides. */
            password?: string | null;
        };
        /**
         * @description Whether there may be sound now.
         * @enum {string}
         */
        MinorsModeState: "off" | "open" | "time_over" | "pause";
        /** @description The minors' statement, which is the policy's chapter on minors. */
        MinorsStatement: {
            /** @description The text, in Markdown. */
            body_markdown: string;
            /** @description SHA-256 of exactly this text; sent back by a guardian who agrees. */
            text_hash: string;
            /** @description What it is called. */
            title: string;
            /** @description The version of the policy that it is part of. */
            version: string;
        };
        /** @description Music that the file names and this library does not have. */
        MissingMusic: {
            /** @description Whose it is. */
            artists: string[];
            /** @description What it is. */
            kind: components["schemas"]["MusicKind"];
            /** @description Its title, or the name of an artist. */
            title: string;
        };
        /** @description A month. */
        MonthOfListening: {
            /**
             * Format: int64
             * @description How many listens.
             */
            listens: number;
            /** @description `yyyy-mm`. */
            month: string;
            /**
             * Format: int64
             * @description How long, in milliseconds.
             */
            played_ms: number;
        };
        /**
         * @description A kind of music.
         * @enum {string}
         */
        MusicKind: "track" | "album" | "artist";
        /** @description A titled identifier. */
        Named: {
            /** @description Identifier. */
            name: string;
            /** @description What a listener reads. */
            title: string;
        };
        /** @description An album as named on a track. */
        NamedAlbum: {
            /** @description The album. */
            id: string;
            /** @description Its title. */
            title: string;
        };
        /** @description An artist as named on a track or an album. */
        NamedArtist: {
            /** @description The artist. */
            id: string;
            /** @description The name as it is shown. */
            name: string;
        };
        /** @description A song by its name. */
        NamedTrack: {
            /** @description The song. */
            id: string;
            /** @description Its title. */
            title: string;
        };
        /** @description A company that is to be registered. */
        NewAffiliate: {
            /** @description Under which name the agreement can be found, 1 to 120 characters. */
            agreement: string;
            /**
             * Format: date-time
             * @description When it was signed.
             */
            agreement_signed_at: string;
            /**
             * Format: date-time
             * @description When that was.
             */
            checked_at: string;
            /** @description How it is under one control with the operator. */
            control: components["schemas"]["AffiliateControl"];
            /** @description Where what is agreed to goes: an address of https. */
            endpoint: string;
            /**
             * Format: date-time
             * @description From then on nothing is sent; a year ahead at most.
             */
            expires_at: string;
            /** @description What this service shows the company to be let in, 16 to 200 characters; kept sealed. */
            key?: string | null;
            /** @description The company's name, 1 to 120 characters. */
            name: string;
            /**
             * Format: date-time
             * @description Of which day the proof is.
             */
            proof_dated_at: string;
            /** @description The proof's SHA-256, 64 hexadecimal digits; the proof itself is not sent. */
            proof_sha256: string;
            /** @description What proves that, 1 to 120 characters. */
            proof_title: string;
            /** @description Under which name the look at its security can be found, 1 to 120 characters. */
            security_check: string;
        };
        /** @description A use that is to be added. */
        NewAffiliateUse: {
            /** @description What; there is nothing but these. */
            fields: components["schemas"]["AffiliateField"][];
            /** @description What for, in English, 1 to 200 characters. */
            purpose_en: string;
            /** @description What for, in Chinese, 1 to 200 characters. */
            purpose_zh: string;
        };
        /** @description What the app is to be called. */
        NewAppAccess: {
            /** @description Such as the app and the device, 1 to 60 characters. */
            name: string;
        };
        /** @description A bookmark to be set. */
        NewBookmark: {
            /** @description What to write on it, up to 500 characters. */
            comment?: string;
            /**
             * Format: int64
             * @description The place, in milliseconds.
             */
            position_ms: number;
        };
        /** @description What a client reports of one download. */
        NewDownload: {
            codec?: components["schemas"]["TargetCodec"] | null;
            /** @description The track, album or playlist. */
            id: string;
        };
        /** @description Who runs the service since a short while. */
        NewHolder: {
            /** @description Whether consents given before went on under them; otherwise each is asked anew. */
            keeps_consents: boolean;
            /** @description Name of the company or person. */
            name: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
        };
        /** @description How people are told. */
        NewIncidentNotices: {
            /**
             * @description Whether those who have a notice get it anew, because there is news in it.
             * @default false
             */
            again: boolean;
        };
        /** @description That somebody told the authorities. */
        NewIncidentReport: {
            /** @description Whom, 1 to 120 characters. */
            authority: string;
            /**
             * Format: date-time
             * @description When; now when absent.
             */
            filed_at?: string | null;
            /** @description What they were told. */
            kind: components["schemas"]["IncidentReportKind"];
            /** @description Under which number of theirs. */
            reference?: string | null;
        };
        /** @description Whom to invite. */
        NewInvitation: {
            /** @description The member, who told the owner this number. */
            member: string;
        };
        /** @description What is to be filed. */
        NewLegalDemand: {
            /** @description Who receives it, 1 to 120 characters. */
            addressee: string;
            /** @description The article relied on, 1 to 120 characters. */
            article: string;
            /** @description The number of the case or document, 1 to 80 characters. */
            case_number: string;
            /** @description The document's SHA-256, 64 hexadecimal digits; the document itself is not sent. */
            document_sha256: string;
            /** @description Which case of the law, by its code. */
            exemption: string;
            /** @description Which kinds of information, as items of the policy. */
            items: string[];
            /** @description What demands it. */
            kind: components["schemas"]["LegalDemandKind"];
            /** @description About whom. */
            member: string;
            silence?: components["schemas"]["LegalSilence"] | null;
            /**
             * Format: date-time
             * @description Until when it can be used.
             */
            valid_until: string;
        };
        /** @description What a player reports of one hearing. */
        NewListen: {
            /**
             * Format: int64
             * @description How long it sounded, in milliseconds, pauses not counted.
             */
            played_ms: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description What was heard. */
            track_id: string;
        };
        /** @description An address that a member wants to use. */
        NewMailAddress: {
            /** @description The address. */
            address: string;
        };
        /** @description Something to say. */
        NewMessage: {
            /** @description The text, 1 to 500 characters. */
            message: string;
        };
        /** @description A passkey that was made; all bytes are in base64url. */
        NewPasskey: {
            /** @description `response.attestationObject`. */
            attestation_object: string;
            /** @description `response.clientDataJSON`. */
            client_data_json: string;
            /** @description What it is to be called, 1 to 60 characters; without one it is called by the browser. */
            name?: string | null;
        };
        /** @description A queue and the place in it. */
        NewPlayState: {
            /**
             * Format: int32
             * @description The place in it, from 0.
             */
            index: number;
            /**
             * Format: int64
             * @description The position in that track, in milliseconds.
             */
            position_ms: number;
            /** @description What follows the last track. */
            repeat?: components["schemas"]["RepeatMode"];
            /** @description Whether the order is shuffled. */
            shuffle?: boolean;
            /** @description The queue, at most 2,000 tracks. */
            tracks: string[];
        };
        /** @description A playlist to be made. */
        NewPlaylist: {
            /** @description What it is about, up to 2,000 characters. */
            description?: string;
            /** @description What it is called, up to 120 characters. */
            name: string;
            /** @description The rules of a smart playlist. */
            rules?: unknown;
            /** @description Up to 10 tags of up to 20 characters. */
            tags?: string[];
            /** @description Its first tracks; none for a smart one. */
            tracks?: string[];
            /** @description Who may see it; `public` is a step of its own, by consent. */
            visibility?: components["schemas"]["Visibility"];
        };
        /** @description Tracks to be added. */
        NewPlaylistItems: {
            /**
             * Format: int64
             * @description Before which entry, from 0; at the end when left out.
             */
            at?: number | null;
            /** @description The tracks, in order. */
            tracks: string[];
            /**
             * Format: int64
             * @description The version on which the change was made; without it whatever is there by now is changed.
             */
            version?: number | null;
        };
        /** @description A feed to subscribe to. */
        NewPodcastSubscription: {
            /**
             * Format: int32
             * @description How many of the latest episodes are downloaded by themselves: 0 to 50.
             */
            download_latest?: number;
            /** @description The address of the feed; its host is allowed by this. */
            feed_url: string;
        };
        /** @description A station as an operator writes it. */
        NewRadioStation: {
            /** @description What it is called: 1 to 100 characters. */
            name: string;
            /** @description Its home page. */
            site_url?: string | null;
            /** @description Where it is heard, `http` or `https`. */
            stream_url: string;
        };
        /** @description How something is rated. */
        NewRating: {
            /**
             * Format: int32
             * @description 1 to 5.
             */
            stars: number;
        };
        /** @description A song that was named to the member. */
        NewRecognition: {
            /**
             * Format: int32
             * @description Where in the song it was heard, in milliseconds.
             */
            position_ms: number;
            /** @description The song. */
            track_id: string;
        };
        /** @description Something that a member asks. */
        NewRightsRequest: {
            ground?: components["schemas"]["Ground"] | null;
            /** @description Which kind of data, as an item of the policy; all of it when absent. */
            item?: string | null;
            /** @description What is asked for. */
            kind: components["schemas"]["RequestKind"];
            /** @description In the person's own words, 1 to 2,000 characters. */
            message: string;
        };
        /** @description What a member looked for: reported when they choose a result or ask for all of them, not while they type. */
        NewSearch: {
            /** @description What stood in the box, 1 to 100 characters without the blanks around it. */
            query: string;
        };
        /** @description A name to be shown. */
        NewSquareName: {
            /** @description The name, up to 40 characters. */
            name: string;
        };
        /** @description A training that took place. */
        NewStaffTraining: {
            /** @description What was taught, 1 to 120 characters. */
            course: string;
            /**
             * Format: date-time
             * @description When: not in the future, and within the last year.
             */
            trained_at: string;
        };
        /** @description What is to be filed. */
        NewTransfer: {
            /** @description The number of the agreement with them, 1 to 120 characters. */
            agreement: string;
            /** @description The day it was signed, such as `2026-11-20`. */
            agreement_on: string;
            /**
             * Format: int64
             * @description How many days everybody has to answer, 30 to 180.
             */
            answer_days: number;
            /** @description How to reach them, 1 to 120 characters. */
            contact: string;
            /** @description Which kinds of information, as items of the policy. */
            items: string[];
            /** @description The same in English, 1 to 500 characters. */
            reason_en: string;
            /** @description What they want it for, in Chinese, 1 to 500 characters. */
            reason_zh: string;
            /** @description Who receives it, 1 to 120 characters. */
            receiver: string;
        };
        /**
         * @description Why an entry was not taken.
         * @enum {string}
         */
        NotMatched: "not_in_library" | "ambiguous" | "empty";
        /**
         * @description What a purpose by consent does when a browser asks not to be tracked (promise P-119).
         * @enum {string}
         */
        OnSignal: "rests" | "own_act";
        /** @description What an app on a phone was given after its owner's tap. */
        OneTapSignIn: {
            /** @description Whether a token is wanted instead of a cookie. */
            bearer?: boolean;
            /** @description What this device is to be called. */
            device_name?: string | null;
            /** @description `true`: the owner of the phone has agreed, on the app's page, that their number is fetched. */
            number_may_be_fetched: boolean;
            /** @description The policy version that is accepted. */
            policy_version: string;
            /** @description SHA-256 of the policy text that was read, as the API handed it out. */
            text_hash: string;
            /** @description The token that the carrier's component in the app was given. */
            token: string;
        };
        /** @description Who is asked whose number a token is, and how that does; nobody who signed in so. */
        OneTapState: {
            /** @description Why it cannot, though somebody is set up. */
            closed_because: string | null;
            /**
             * Format: int64
             * @description How many numbers were told since the service started.
             */
            confirmed: number;
            /**
             * Format: date-time
             * @description When the last was.
             */
            confirmed_at: string | null;
            /**
             * Format: int64
             * @description How many were not, though their tokens were fine.
             */
            failed: number;
            /** @description When and why, the latest first. */
            failures: components["schemas"]["ConnectorFailure"][];
            /** @description `cmcc` or `aliyun`; absent while nobody is set up. */
            provider: string | null;
            /** @description Whether one-tap sign-in can be used now. */
            state: components["schemas"]["ConnectorState"];
        };
        /** @description What is shared; nothing tells by whom. */
        OpenedShare: {
            /** @description What its owner says about it; may be empty. */
            description: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: string;
            /** @description What is shared, in order. */
            parts: components["schemas"]["SharedPart"][];
        };
        /** @description A one-time link. */
        OperatorClaim: {
            /** @description The link's secret. */
            token: string;
        };
        /** @description Who runs the service. */
        OperatorContact: {
            address: string | null;
            company: string | null;
            /** @description Whether all of it was filled in. */
            configured: boolean;
            contact_email: string | null;
            court: string | null;
            hotline: string | null;
            officer_email: string | null;
            officer_name: string | null;
        };
        /** @description What can be set in the web app, and how it stands. */
        OperatorSettings: {
            /** @description Whether all that was saved has to be removed before anything can be saved again. */
            is_sealed: boolean;
            /** @description Every section. */
            sections: components["schemas"]["SettingsSection"][];
            /** @description Why what was saved is not in force, with the way out; absent while it is. */
            trouble: string | null;
        };
        /**
         * @description How a song of the session ended.
         * @enum {string}
         */
        Outcome: "played" | "skipped" | "disliked";
        /** @description A company as the member sees it. */
        OwnAffiliate: {
            /** @description The company. */
            company: components["schemas"]["AffiliateCompany"];
            /** @description What it asks of the member. */
            uses: components["schemas"]["OwnAffiliateUse"][];
        };
        /** @description What a company asks of the member. */
        OwnAffiliateUse: {
            /**
             * Format: date-time
             * @description Since when the member agrees; absent while they do not.
             */
            agreed_at: string | null;
            /** @description Names it. */
            id: string;
            /** @description What for. */
            purpose: string;
            /** @description The sentence that is agreed to. */
            text: string;
            /** @description Its SHA-256, to be sent along with the agreement. */
            text_hash: string;
            /**
             * Format: date-time
             * @description When the company was last told something.
             */
            told_at: string | null;
            /** @description What would be sent, as it is now. */
            values: components["schemas"]["AffiliateValue"][];
        };
        /** @description How the asker stands with training. */
        OwnStaffTraining: {
            /** @description Whether the asker may note it, being the only operator. */
            may_note: boolean;
            /** @description The asker. */
            member: string;
            /** @description What is on record. */
            standing: components["schemas"]["StaffTrainingStanding"];
        };
        /** @description A transfer as one member sees it: who wants what, and why, and what they said to it. */
        OwnTransfer: {
            /**
             * Format: date-time
             * @description When it was announced.
             */
            announced_at: string;
            /** @description What the member said. */
            answer: components["schemas"]["TransferAnswer"];
            /**
             * Format: date-time
             * @description When.
             */
            answered_at: string | null;
            /** @description How to reach them. */
            contact: string;
            /**
             * Format: date-time
             * @description Until when it can be answered.
             */
            ends_at: string;
            /**
             * Format: date-time
             * @description When the member's information was last handed over.
             */
            handed_over_at: string | null;
            /** @description Names it. */
            id: string;
            /** @description Which kinds of information. */
            items: components["schemas"]["TransferItem"][];
            /** @description What the policy says of every transfer. */
            notice: string;
            /** @description What for. */
            reason: string;
            /** @description Who receives it. */
            receiver: string;
            /** @description How it stands. */
            standing: components["schemas"]["TransferStanding"];
            /** @description SHA-256 of what is said here of this one, to be sent back with a yes. */
            text_hash: string;
        };
        /** @description One page of a list. */
        Page_AffiliateOnRoll: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["AffiliateOnRoll"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_AffiliateRegistration: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["AffiliateRegistration"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_AlbumSummary: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["AlbumSummary"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Annotation: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Annotation"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_AppAccess: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["AppAccess"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_ArtistSummary: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["ArtistSummary"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Bookmark: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Bookmark"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_ChatMessage: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["ChatMessage"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Consent: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Consent"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_ConsentEvent: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["ConsentEvent"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Device: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Device"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Disclosure: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Disclosure"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Download: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Download"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_DuplicateGroup: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["DuplicateGroup"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Follow: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Follow"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_HeldRow: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["HeldRow"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Holder: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Holder"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Incident: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Incident"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_IncidentNotice: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["IncidentNotice"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Job: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Job"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_LegalDemand: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["LegalDemand"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Like: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Like"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_LinkedIdentity: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["LinkedIdentity"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Listen: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Listen"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_MemberOverview: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["MemberOverview"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_MergedTrack: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["MergedTrack"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_OwnAffiliate: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["OwnAffiliate"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_OwnTransfer: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["OwnTransfer"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Passkey: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Passkey"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Playlist: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Playlist"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_PlaylistEditor: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["PlaylistEditor"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_PlaylistInvitation: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["PlaylistInvitation"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_PlaylistItem: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["PlaylistItem"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Podcast: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Podcast"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_PodcastEpisode: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["PodcastEpisode"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_PodcastSubscription: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["PodcastSubscription"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_PolicyVersion: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["PolicyVersion"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_ProviderState: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["ProviderState"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_PublicHost: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["PublicHost"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_RadioStation: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["RadioStation"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Rating: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Rating"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Recognition: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Recognition"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_RightsRequest: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["RightsRequest"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_ScanProblem: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["ScanProblem"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_SearchEntry: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["SearchEntry"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Share: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Share"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_SignInProvider: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["SignInProvider"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_SquareTag: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["SquareTag"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_StaffAccess: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["StaffAccess"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_StaffAccessEntry: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["StaffAccessEntry"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Track: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Track"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Transfer: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Transfer"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description One page of a list. */
        Page_Ward: {
            /** @description The items, in the list's order. */
            items: components["schemas"]["Ward"][];
            next: components["schemas"]["Cursor"] | null;
            /**
             * Format: int64
             * @description How many items the whole list has, where that is known cheaply.
             */
            total?: number;
        };
        /** @description A passkey, without its key. */
        Passkey: {
            /**
             * Format: date-time
             * @description When it was added.
             */
            created_at: string;
            /** @description The passkey. */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used.
             */
            last_used_at: string | null;
            /** @description What the member calls it. */
            name: string;
        };
        /** @description What a passkey answered; all bytes are in base64url. */
        PasskeyAnswer: {
            /** @description `response.authenticatorData`. */
            authenticator_data: string;
            /** @description `response.clientDataJSON`. */
            client_data_json: string;
            /** @description `rawId`. */
            credential_id: string;
            /** @description `response.signature`. */
            signature: string;
            /** @description `response.userHandle`. */
            user_handle?: string | null;
        };
        /** @description What a passkey is to be called. */
        PasskeyName: {
            /** @description 1 to 60 characters. */
            name: string;
        };
        /** @description What an authenticator is told to make a passkey; all bytes are in base64url. */
        PasskeyOrder: {
            /** @description What may be signed with, by the numbers of COSE, the best first. */
            algorithms: number[];
            /** @description The number to be signed. */
            challenge: string;
            /** @description The credentials that the account has already. */
            exclude: string[];
            /**
             * Format: int64
             * @description For how long it is valid.
             */
            expires_in_seconds: number;
            /** @description The service, by its host. */
            rp_id: string;
            /** @description What people call it. */
            user_display_name: string;
            /** @description The account, as the authenticator knows it. */
            user_id: string;
            /** @description What the authenticator calls the account. */
            user_name: string;
        };
        /** @description What a passkey is asked; all bytes are in base64url. */
        PasskeyQuestion: {
            /** @description The credentials that may answer; none where any of the device's own may. */
            allow: string[];
            /** @description The number to be signed. */
            challenge: string;
            /**
             * Format: int64
             * @description For how long it is valid.
             */
            expires_in_seconds: number;
            /** @description The service, by its host. */
            rp_id: string;
        };
        /** @description Signing in with a passkey. */
        PasskeySignIn: {
            /** @description What the passkey answered. */
            answer: components["schemas"]["PasskeyAnswer"];
            /** @description Whether a token is wanted instead of a cookie. */
            bearer?: boolean;
            /** @description What this device is to be called. */
            device_name?: string | null;
            /** @description The policy version that is accepted. */
            policy_version?: string | null;
            /** @description SHA-256 of the policy text that was read, as the API handed it out. */
            text_hash?: string | null;
        };
        /** @description A change of password. */
        PasswordChange: {
            /** @description The password until now, when there is one. */
            current_password?: string | null;
            /** @description The password from now on. */
            new_password: string;
        };
        /** @description A password somebody thinks of. */
        PasswordJudged: {
            /** @description The password; it is judged and forgotten. */
            password: string;
        };
        /** @description A new password for whoever proves the number. */
        PasswordReset: {
            /** @description The code that went to it. */
            code: string;
            /** @description The password from now on. */
            new_password: string;
            /** @description The number. */
            phone: string;
        };
        /** @description A number and its password. */
        PasswordSignIn: {
            /** @description Whether a token is wanted instead of a cookie. */
            bearer?: boolean;
            /** @description What this device is to be called. */
            device_name?: string | null;
            /** @description The password. */
            password: string;
            /** @description The number. */
            phone: string;
            /** @description The policy version that is accepted. */
            policy_version?: string | null;
            /** @description SHA-256 of the policy text that was read, as the API handed it out. */
            text_hash?: string | null;
        };
        /** @description How hard a password is to guess. */
        PasswordStrength: {
            /** @description Whether it may be used. */
            acceptable: boolean;
            /**
             * Format: int32
             * @description 0 (at once) to 4 (beyond reach).
             */
            score: number;
            /** @description What would make it stronger. */
            suggestions: string[];
            /** @description What makes it weak. */
            warning: string | null;
        };
        /** @description One entry of the permission list 应用权限说明. */
        PermissionEntry: {
            /** @description Functions that may ask for it. */
            functions: components["schemas"]["FunctionEntry"][];
            /** @description What is said before the system asks. */
            notice: string;
            /** @description Permission. */
            permission: string;
            /** @description Its title. */
            title: string;
            /** @description Whether any function of this version uses it. */
            used_by_this_edition: boolean;
        };
        /** @description How one person stands with an incident. */
        PersonConcerned: {
            /**
             * Format: int64
             * @description The number of the entry in the log of staff access.
             */
            access_number: number;
            /** @description Whether the incident concerns them. */
            is_concerned: boolean;
            /** @description Whose account. */
            member: string;
            /**
             * Format: date-time
             * @description When they were told.
             */
            notified_at: string | null;
            /**
             * Format: date-time
             * @description When they said that they read it.
             */
            read_at: string | null;
            /**
             * Format: date-time
             * @description When it was first shown to them.
             */
            shown_at: string | null;
        };
        /** @description Somebody who shows a name beside playlists on the square: the name and those playlists, and nothing else of them. */
        PersonHit: {
            /** @description The name. */
            name: string;
            /** @description Their playlists on the square, published last first; at most a dozen. */
            playlists: components["schemas"]["Playlist"][];
        };
        /**
         * @description Whether a list was made for the one who asked.
         * @enum {string}
         */
        Personalised: "on" | "learning" | "off" | "minor" | "guest";
        /**
         * Format: binary
         * @description The bytes of a picture.
         */
        Picture: Blob;
        /** @description Where a member stopped. */
        PlayState: {
            /** @description The device it was kept by. */
            device_name: string | null;
            /**
             * Format: int32
             * @description The place in it, from 0.
             */
            index: number;
            /**
             * Format: int64
             * @description The position in that track, in milliseconds.
             */
            position_ms: number;
            /** @description What follows the last track. */
            repeat: components["schemas"]["RepeatMode"];
            /** @description Whether the order is shuffled. */
            shuffle: boolean;
            /** @description The queue, at most 2,000 tracks. */
            tracks: string[];
            /**
             * Format: date-time
             * @description When it was kept.
             */
            updated_at: string;
        };
        /** @description How a track is to be fetched. */
        Playback: {
            /**
             * Format: int32
             * @description Its rate in kbit/s, when known.
             */
            bitrate_kbps: number | null;
            /** @description What the sound is coded in. */
            codec: string;
            /**
             * Format: int64
             * @description The length of the whole track in milliseconds; 0 when unknown.
             */
            duration_ms: number;
            /** @description Loudness. */
            gain: components["schemas"]["Gain"];
            /** @description Its media type. */
            mime_type: string;
            /** @description Whether it is the file as it is, or made for this client. */
            mode: components["schemas"]["PlaybackMode"];
            /** @description Why it is what it is. */
            reason: components["schemas"]["PlaybackReason"];
            /** @description Whether any part may be asked for by range; otherwise `start_ms` begins a transcode later. */
            seekable: boolean;
            /** @description The address of the sound. */
            url: string;
        };
        /**
         * @description Where sound comes from.
         * @enum {string}
         */
        PlaybackMode: "original" | "transcode";
        /**
         * @description Why a plan is what it is.
         * @enum {string}
         */
        PlaybackReason: "original" | "codec_not_supported" | "quality_asked";
        /** @description A playlist without its entries. */
        Playlist: {
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            changed_at: string;
            cover: components["schemas"]["PlaylistCover"] | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description What it is about; may be empty. */
            description: string;
            /**
             * Format: int64
             * @description How long they last together, in milliseconds; null as `track_count`.
             */
            duration_ms: number | null;
            /** @description The playlist. */
            id: string;
            /** @description What it is called. */
            name: string;
            /** @description The name its owner shows beside published playlists. */
            owner_name: string | null;
            /**
             * Format: date-time
             * @description Since when it is on the square.
             */
            published_at: string | null;
            /** @description What it is to the one who asks. */
            role: components["schemas"]["PlaylistRole"];
            /** @description The rules of a smart playlist, as they were given. */
            rules?: unknown;
            /** @description Its tags. */
            tags: string[];
            /**
             * Format: int64
             * @description How many tracks it has; null for a smart playlist whose rules were not applied for this answer.
             */
            track_count: number | null;
            /**
             * Format: int64
             * @description Grows with every change; changes by index name the one they were made on.
             */
            version: number;
            /** @description Who may see it. */
            visibility: components["schemas"]["Visibility"];
        };
        /** @description What is changed of a playlist; a field that is left out stays. */
        PlaylistChange: {
            /**
             * @description What it is about.
             * @default null
             */
            description: string | null;
            /**
             * @description What it is called.
             * @default null
             */
            name: string | null;
            /** @description Its rules, if it is a smart playlist. */
            rules?: unknown;
            /**
             * @description Its tags.
             * @default null
             */
            tags: string[] | null;
            /**
             * Format: int64
             * @description The version on which the change was made; without it whatever is there by now is changed.
             * @default null
             */
            version: number | null;
            /** @default null */
            visibility: components["schemas"]["Visibility"] | null;
        };
        /** @description The picture of a playlist. */
        PlaylistCover: {
            /** @description Whether its owner chose it; else it is that of a track. */
            is_own: boolean;
            /** @description Where it is. */
            url: string;
        };
        /** @description Somebody who works on the playlist. */
        PlaylistEditor: {
            /** @description Names the editor among those of this playlist. */
            id: string;
            /** @description Whether it is the one who asks. */
            is_me: boolean;
            /**
             * Format: date-time
             * @description Since when.
             */
            joined_at: string;
            /** @description What they want to be called here. */
            name: string | null;
        };
        /** @description An invitation that waits for the member's answer. */
        PlaylistInvitation: {
            /**
             * Format: date-time
             * @description Until when it stands.
             */
            expires_at: string;
            /** @description The invitation. */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            invited_at: string;
            /** @description What the playlist is called. */
            playlist_name: string;
        };
        /** @description One entry of a playlist. */
        PlaylistItem: {
            /**
             * Format: date-time
             * @description When it was added; null in a smart playlist.
             */
            added_at: string | null;
            /** @description The entry, which stays the same while it moves; null in a smart playlist, which has none of its own. */
            id: string | null;
            /**
             * Format: int64
             * @description Its place, from 0.
             */
            index: number;
            track: components["schemas"]["Track"] | null;
            /** @description The track. */
            track_id: string;
        };
        /** @description A stretch of entries and where it goes. */
        PlaylistItemsMoved: {
            /**
             * Format: int64
             * @description How many move.
             */
            count?: number;
            /**
             * Format: int64
             * @description The first entry that moves, from 0.
             */
            from: number;
            /**
             * Format: int64
             * @description Where the first of them stands afterwards, from 0.
             */
            to: number;
            /**
             * Format: int64
             * @description The version on which the change was made.
             */
            version: number;
        };
        /** @description Entries to be removed. */
        PlaylistItemsRemoved: {
            /** @description Their places in the list as it is, from 0. */
            indexes: number[];
            /**
             * Format: int64
             * @description The version on which the change was made.
             */
            version: number;
        };
        /** @description Tracks in the place of all entries. */
        PlaylistItemsReplaced: {
            /** @description The tracks, in order. */
            tracks: string[];
            /**
             * Format: int64
             * @description The version on which the change was made.
             */
            version: number;
        };
        /** @description A link that invites whoever opens it. */
        PlaylistLink: {
            /**
             * Format: date-time
             * @description Until when it stands.
             */
            expires_at: string;
            /** @description The secret that goes into the link; it is told this once. */
            token: string;
        };
        /**
         * @description What a playlist is to whoever looks at it.
         * @enum {string}
         */
        PlaylistRole: "owner" | "editor" | "viewer";
        /** @description The version a playlist has after a change. */
        PlaylistVersion: {
            /**
             * Format: int64
             * @description The version.
             */
            version: number;
        };
        /** @description A podcast. */
        Podcast: {
            /** @description Who makes it. */
            author: string | null;
            /** @description What it is about, as plain text. */
            description: string;
            /**
             * Format: int64
             * @description How many episodes are known.
             */
            episode_count: number;
            /** @description The address of its feed. */
            feed_url: string;
            /** @description Whether there is a picture of it. */
            has_picture: boolean;
            /** @description The podcast. */
            id: string;
            /** @description Its language, as its feed writes it. */
            language: string | null;
            /**
             * Format: date-time
             * @description When its feed last answered as it should.
             */
            refreshed_at: string | null;
            /** @description Its home page. */
            site_url: string | null;
            /** @description What it is called. */
            title: string;
        };
        /** @description How downloads stand. */
        PodcastDownloads: {
            /** @description Whether the settings let feeds be read. */
            enabled: boolean;
            /**
             * Format: int64
             * @description The bytes of downloads.
             */
            stored_bytes: number;
            /**
             * Format: int64
             * @description The most bytes of downloads.
             */
            stored_bytes_max: number;
            /**
             * Format: int64
             * @description Episodes that wait to be downloaded, or are being downloaded.
             */
            waiting: number;
        };
        /** @description An episode of a podcast. */
        PodcastEpisode: {
            /** @description What it is about, as plain text. */
            description: string;
            /**
             * Format: int64
             * @description How long it is said to last, in milliseconds.
             */
            duration_ms: number | null;
            /** @description Why the download failed; told to operators alone. */
            fault: string | null;
            /** @description Whether there is a picture of its podcast. */
            has_picture: boolean;
            /** @description The episode. */
            id: string;
            /** @description The media type of its sound, when that is here. */
            media_type: string | null;
            /**
             * Format: int32
             * @description Its number within the season.
             */
            number: number | null;
            /** @description Its podcast. */
            podcast_id: string;
            /** @description What its podcast is called. */
            podcast_title: string;
            /**
             * Format: date-time
             * @description When it was published, if the feed says so.
             */
            published_at: string | null;
            /**
             * Format: int32
             * @description Its season.
             */
            season: number | null;
            /**
             * Format: int64
             * @description The size of its sound, when that is here.
             */
            size_bytes: number | null;
            /** @description What is here of it. */
            state: components["schemas"]["PodcastEpisodeState"];
            /** @description What it is called. */
            title: string;
        };
        /**
         * @description What is here of an episode.
         * @enum {string}
         */
        PodcastEpisodeState: "new" | "downloading" | "downloaded" | "failed" | "removed";
        /** @description What is wrong with a feed. */
        PodcastFault: {
            /** @description The host to be allowed, when that is what is missing. */
            host: string | null;
            /** @description Of which kind it is. */
            kind: components["schemas"]["PodcastFaultKind"];
            /** @description What is wrong and where, in the asker's language. */
            message: string;
        };
        /**
         * @description What is wrong with a feed or with the sound of an episode.
         * @enum {string}
         */
        PodcastFaultKind: "switched_off" | "host_not_allowed" | "private_network" | "redirects" | "address" | "timed_out" | "no_connection" | "broken_off" | "status" | "too_large" | "not_a_feed" | "malformed" | "no_episodes" | "not_sound" | "no_room" | "disk";
        /** @description A subscription with how it goes. */
        PodcastSubscription: {
            /**
             * Format: date-time
             * @description Since when it is subscribed to.
             */
            added_at: string;
            /**
             * Format: date-time
             * @description When its feed was last asked for.
             */
            checked_at: string | null;
            /**
             * Format: int32
             * @description How many of its latest episodes are downloaded by themselves.
             */
            download_latest: number;
            fault: components["schemas"]["PodcastFault"] | null;
            /** @description The podcast. */
            podcast: components["schemas"]["Podcast"];
        };
        /** @description What changes about a subscription. */
        PodcastSubscriptionChange: {
            /**
             * Format: int32
             * @description How many of the latest episodes are downloaded by themselves: 0 to 50.
             */
            download_latest: number;
        };
        /** @description A policy text that was read and is accepted. */
        PolicyAcceptance: {
            /** @description SHA-256 of the text, as the API handed it out. */
            text_hash: string;
            /** @description The version. */
            version: string;
        };
        /** @description One change. */
        PolicyChange: {
            after: string | null;
            before: string | null;
            /** @description Its kind. */
            kind: components["schemas"]["ChangeKind"];
            /** @description The purpose whose consent it touches. */
            purpose: string | null;
            /** @description What changed, in words. */
            subject: string;
            /** @description Its kind, in words. */
            title: string;
            widening: boolean;
        };
        /** @description What changed between two versions. */
        PolicyChanges: {
            changes: components["schemas"]["PolicyChange"][];
            from: string;
            to: string;
            /** @description Whether any change lets the service do more, or the person less. */
            widening: boolean;
        };
        /** @description The written policy of a version. */
        PolicyDocument: {
            chapters: components["schemas"]["Chapter"][];
            /** @description First day on which it binds. */
            effective_at: string;
            /** @description Day of publication. */
            published_at: string;
            summary: components["schemas"]["SummarySection"][];
            /** @description SHA-256 of exactly this text; sent back with an acceptance. */
            text_hash: string;
            title: string;
            version: string;
        };
        /** @description How the policy stands: promises kept, and who may receive what. */
        PolicyReport: {
            promises: components["schemas"]["PromiseCounts"];
            recipients: components["schemas"]["RecipientStanding"][];
        };
        /** @description How the policy stands with a member. */
        PolicyStanding: {
            /** @description The version the member accepted last. */
            accepted_version: string | null;
            /** @description The version in force. */
            current_version: string;
            /** @description Whether the version in force waits for an answer. */
            review_needed: boolean;
        };
        /** @description A version in the history. */
        PolicyVersion: {
            current: boolean;
            effective_at: string;
            previous_hash: string | null;
            published_at: string;
            /** @description SHA-256 over the version's files and the hash of the version before. */
            text_hash: string;
            version: string;
        };
        /** @description What many look for, the most popular first: the same for everybody. */
        PopularSearches: {
            /**
             * Format: int32
             * @description How many people at least stand behind each.
             */
            people_min: number;
            /** @description The searches, as everybody behind them spells them. */
            searches: string[];
        };
        /** @description What every failed answer carries, as `application/problem+json` (RFC 9457). */
        Problem: {
            /**
             * Format: int32
             * @description How often a code may still be tried.
             */
            attempts_left?: number;
            /** @description The stable code, such as `consent.required`. */
            code: string;
            /**
             * Format: int64
             * @description The version of what was changed in the meantime.
             */
            current_version?: number;
            /** @description What more there is to say. */
            detail?: string;
            /** @description Which fields of the request are wrong, when any are. */
            fields?: components["schemas"]["ProblemField"][];
            /**
             * Format: date-time
             * @description When what was refused is open again.
             */
            goes_on_at?: string;
            /** @description The purpose whose consent is missing. */
            purpose?: string;
            /**
             * Format: int64
             * @description After how long it is worth trying again.
             */
            retry_after_seconds?: number;
            /**
             * Format: int32
             * @description The status of the answer.
             */
            status: number;
            /** @description What went wrong, in the asker's language. */
            title: string;
            /** @description `urn:qingyin:problem:` and the code. */
            type: string;
        };
        /** @description One wrong field of a request. */
        ProblemField: {
            /** @description What is wrong with it, as a stable code. */
            code: string;
            /** @description What to write instead, in the asker's language. */
            message: string;
            /** @description Its name in the request. */
            name: string;
        };
        /** @description The conformance suite as it stood when this program was built. */
        PromiseCounts: {
            /** Format: int64 */
            held: number;
            /** Format: int64 */
            pending: number;
            /** Format: int64 */
            total: number;
        };
        /** @description The device's owner is known again. */
        Proof: {
            /**
             * Format: date-time
             * @description Since when.
             */
            proved_at: string;
        };
        /** @description Where the browser goes. */
        ProviderPage: {
            /** @description The address of the provider's page. */
            address: string;
        };
        /** @description A provider as operators see it: how it is set up and how it does, and nobody who uses it. */
        ProviderState: {
            /** @description Where it sends the browser back to, as it has to be told. */
            callback: string | null;
            /** @description Why it is closed now, though the settings name it. */
            closed_because: string | null;
            /**
             * Format: int64
             * @description How often it said who somebody is, since the service started.
             */
            confirmed: number;
            /**
             * Format: date-time
             * @description When it last did.
             */
            confirmed_at: string | null;
            /**
             * Format: int64
             * @description How often it did not, without anybody having declined.
             */
            failed: number;
            /** @description When and why it did not, the latest first. */
            failures: components["schemas"]["ConnectorFailure"][];
            /** @description `wechat`, `qq`, `weibo`, `apple` or `oidc`. */
            id: string;
            /** @description What it receives, as the policy calls it; empty for one that is told nothing. */
            receives: string[];
            /** @description Whether the settings name it. */
            set_up: boolean;
            /** @description Whether it can be used now. */
            state: components["schemas"]["ConnectorState"];
            /** @description What it is called. */
            title: string;
        };
        /** @description Whether the member's name at the reverse proxy is linked; the name itself is not kept. */
        ProxyLink: {
            /**
             * Format: date-time
             * @description Since when a name is linked.
             */
            linked_at: string | null;
            /** @description Whether this request came with a name that could be linked. */
            named: boolean;
        };
        /** @description Signing in without typing anything. */
        ProxySignIn: {
            /** @description Whether a token is wanted instead of a cookie. */
            bearer?: boolean;
            /** @description What this device is to be called. */
            device_name?: string | null;
            /** @description The policy version that is accepted. */
            policy_version?: string | null;
            /** @description SHA-256 of the policy text that was read, as the API handed it out. */
            text_hash?: string | null;
        };
        /** @description A host from which the service reads public documents, such as podcast feeds. */
        PublicHost: {
            /** @description Whether it may be asked. */
            allowed: boolean;
            /** @description The host, in lower case and without port. */
            host: string;
            /**
             * Format: date-time
             * @description When it was named first.
             */
            named_at: string;
            /** @description What named it, such as a feed. */
            reason: string;
            /**
             * Format: date-time
             * @description When it was asked last.
             */
            requested_at: string | null;
            /**
             * Format: int64
             * @description How often it was asked.
             */
            requests: number;
        };
        /** @description Whether a host may be asked. */
        PublicHostPermission: {
            /** @description Whether it may. */
            allowed: boolean;
        };
        /** @description The screen that asks to be let in. */
        QrAsking: {
            /** @description Numbers of which one stands on the screen. */
            choices: string[];
            /** @description The kind of browser and system, told from closed lists. */
            device_kind: string;
            /** @description What the screen calls itself: words of whoever opened it. */
            device_name: string;
            /**
             * Format: int64
             * @description For how long it can be confirmed.
             */
            expires_in_seconds: number;
            /**
             * Format: int64
             * @description How long ago the code was made.
             */
            made_seconds_ago: number;
            /** @description Whether it reaches the service from the same network as this phone. */
            network: components["schemas"]["QrNetwork"];
        };
        /** @description A code to show. */
        QrCode: {
            /** @description What the code holds: a page of this service, to be opened by a phone. */
            address: string;
            /**
             * Format: int64
             * @description For how long the code can be scanned and confirmed.
             */
            expires_in_seconds: number;
            /** @description The number to show beside the code: two digits, which the phone asks for. */
            match_code: string;
            /** @description The secret of the screen that asked, for the header `qingyin-poll-token`; it is in no code. */
            poll_token: string;
        };
        /** @description The number that the member found on the screen. */
        QrMatch: {
            /** @description Two digits. */
            match_code: string;
        };
        /**
         * @description Whether screen and phone reach the service from one network; of both, nothing but this answer is told.
         * @enum {string}
         */
        QrNetwork: "same" | "other" | "unknown";
        /** @description How a sign-in by code stands. */
        QrProgress: {
            /**
             * Format: int64
             * @description For how long it waits in this state.
             */
            expires_in_seconds: number;
            /** @description The state. */
            state: components["schemas"]["QrState"];
        };
        /** @description What the screen that shows a code is to be called. */
        QrScreen: {
            /** @description What this device is to be called. */
            device_name?: string | null;
        };
        /** @description Coming for the session that a phone confirmed. */
        QrSignIn: {
            /** @description Whether a token is wanted instead of a cookie. */
            bearer?: boolean;
            /** @description The policy version that is accepted. */
            policy_version?: string | null;
            /** @description SHA-256 of the policy text that was read, as the API handed it out. */
            text_hash?: string | null;
        };
        /**
         * @description How a sign-in by code stands.
         * @enum {string}
         */
        QrState: "new" | "scanned" | "confirmed" | "rejected" | "expired" | "used";
        /** @description What a device heard: when and how high its sound stood out. There is no field for sound. */
        Question: {
            /**
             * Format: int32
             * @description How long the device has listened, in frames of 16 ms; 750 at most.
             */
            frames: number;
            /** @description The peaks so far, 2 bytes each, in base64. */
            peaks: string;
        };
        /**
         * @description How far a question is.
         * @enum {string}
         */
        QuestionState: "listening" | "found" | "not_found";
        /** @description What happened in the session so far, the latest last. */
        RadioSession: {
            /** @description Its songs, 200 at most. */
            heard: components["schemas"]["SessionTrack"][];
        };
        /** @description A station of internet radio; a listener's app connects to it by itself. */
        RadioStation: {
            /** @description The station. */
            id: string;
            /** @description What it is called. */
            name: string;
            /** @description Its home page. */
            site_url: string | null;
            /** @description Where it is heard. */
            stream_url: string;
        };
        /** @description Something the member rated. */
        Rating: components["schemas"]["Collected"] & {
            /**
             * Format: date-time
             * @description When it was rated last.
             */
            rated_at: string;
            /**
             * Format: int32
             * @description 1 to 5.
             */
            stars: number;
        };
        /**
         * @description Why a song is in a list.
         * @enum {string}
         */
        Reason: "heard_together" | "sounds_like" | "popular" | "new" | "chance" | "on_repeat" | "liked" | "unheard";
        /**
         * @description What kind of party a recipient is.
         * @enum {string}
         */
        RecipientClass: "processor" | "partner" | "joint" | "affiliate" | "authority";
        /**
         * @description One entry of the directory of recipients 第三方SDK目录.
         *
         *     `hosts`, `agreement` and `enabled` are facts of an installation: here they are empty, and the server fills them.
         */
        RecipientEntry: {
            /** @description Agreement of this installation. */
            agreement: string | null;
            /** @description What kind of party it is. */
            class: components["schemas"]["RecipientClass"];
            /** @description The class in words. */
            class_title: string;
            /** @description Country, ISO 3166-1 alpha-2. */
            country: string;
            /** @description Whether this installation uses it. */
            enabled: boolean;
            /** @description What it receives. */
            fields: components["schemas"]["Named"][];
            /** @description Function that needs it. */
            function_title: string;
            /** @description Hosts of this installation. */
            hosts: string[];
            /** @description Why. */
            purpose_title: string;
            /** @description Recipient. */
            recipient: string;
            /** @description Its title. */
            title: string;
        };
        /** @description One recipient. */
        RecipientStanding: {
            enabled: boolean;
            recipient: string;
            title: string;
        };
        /** @description The answer to a question. */
        Recognised: {
            song: components["schemas"]["HeardSong"] | null;
            state: components["schemas"]["QuestionState"];
        };
        /** @description An entry of the history. */
        Recognition: {
            /** @description The entry. */
            id: string;
            /**
             * Format: int32
             * @description Where in the song it was heard, in milliseconds.
             */
            position_ms: number;
            /**
             * Format: date-time
             * @description When.
             */
            recognised_at: string;
            track: components["schemas"]["Track"] | null;
        };
        /** @description How the index of songs stands. */
        RecognitionStanding: {
            /**
             * Format: int64
             * @description What the files of the index take.
             */
            index_bytes: number;
            /**
             * Format: int64
             * @description Parts that a question is looked up in.
             */
            parts: number;
            /**
             * Format: int64
             * @description Songs that can be named.
             */
            songs: number;
            /**
             * Format: int64
             * @description Songs of the library.
             */
            songs_total: number;
        };
        /** @description A list of songs, each with its reason. */
        RecommendedList: {
            /** @description The songs. */
            items: components["schemas"]["RecommendedTrack"][];
            /** @description Whether it was made for the one who asked. */
            personalised: components["schemas"]["Personalised"];
            /**
             * Format: date-time
             * @description Until when it stays, where it is a list of the day.
             */
            until: string | null;
        };
        /** @description A playlist, and why it is there. */
        RecommendedPlaylist: {
            because: components["schemas"]["NamedTrack"] | null;
            /**
             * Format: int32
             * @description How many of its songs the listener heard; 0 where it is there because it is new.
             */
            known_count: number;
            /** @description The playlist. */
            playlist: components["schemas"]["Playlist"];
        };
        /** @description Playlists, each with its reason. */
        RecommendedPlaylists: {
            /** @description The playlists. */
            items: components["schemas"]["RecommendedPlaylist"][];
            /** @description Whether they were chosen for the one who asked. */
            personalised: components["schemas"]["Personalised"];
        };
        /** @description A song of a list, and why it is there. */
        RecommendedTrack: {
            because: components["schemas"]["NamedTrack"] | null;
            /** @description Why it is there. */
            reason: components["schemas"]["Reason"];
            /** @description The song. */
            track: components["schemas"]["Track"];
        };
        /**
         * @description A kind of what is brought in.
         * @enum {string}
         */
        RecordKind: "likes" | "ratings" | "follows" | "bookmarks" | "playlists" | "playlist_entries" | "listens";
        /** @description The answer. */
        RecordingAnswer: {
            song: components["schemas"]["MatchedSong"] | null;
        };
        /** @description What a device computed of a file. There is no field for its name, its sound or its listener. */
        RecordingQuestion: {
            /** @description The audio fingerprint of the first two minutes: 4 bytes for each code, in base64. */
            fingerprint: string;
        };
        /** @description A use as staff see it. */
        RegisteredUse: {
            /**
             * Format: int64
             * @description How many people agreed to it.
             */
            people: number;
            /** @description Whether it can be agreed to. */
            stands: boolean;
            /** @description What is asked, and what for. */
            use: components["schemas"]["AffiliateUse"];
        };
        /**
         * @description What follows the last track.
         * @enum {string}
         */
        RepeatMode: "off" | "all" | "one";
        /** @description What the officer decided. */
        RequestDecision: {
            /** @description Whether it is done. */
            outcome: components["schemas"]["RequestOutcome"];
            /** @description Words to the person, at most 2,000 characters; of a refusal the reason. */
            words?: string;
        };
        /**
         * @description What is asked for.
         * @enum {string}
         */
        RequestKind: "access" | "copy" | "transfer" | "correction" | "deletion" | "explanation" | "complaint";
        /**
         * @description What became of a request.
         * @enum {string}
         */
        RequestOutcome: "done" | "refused";
        /** @description What a member is called. */
        RevealedMember: {
            /**
             * Format: int64
             * @description The number under which the log has this.
             */
            access_number: number;
            /** @description The member. */
            id: string;
            /** @description What the member is called. */
            nickname: string | null;
        };
        /** @description A request about one's personal information. */
        RightsRequest: {
            /**
             * Format: date-time
             * @description When it was answered.
             */
            answered_at: string | null;
            /**
             * Format: date-time
             * @description When it has to be answered.
             */
            due_at: string;
            /**
             * Format: int64
             * @description How many rows were erased.
             */
            erased_rows: number | null;
            ground: components["schemas"]["Ground"] | null;
            /** @description Names it. */
            id: string;
            /** @description Which kind of data, as an item of the policy; all of it when absent. */
            item: string | null;
            /** @description The item's name. */
            item_title: string | null;
            /** @description What is asked for. */
            kind: components["schemas"]["RequestKind"];
            /** @description The letter that answers it. */
            letter: string | null;
            /** @description Whose it is; in lists of the officer it is left out. */
            member: string | null;
            /** @description What the person wrote; in lists of the officer it is left out. */
            message: string | null;
            outcome: components["schemas"]["RequestOutcome"] | null;
            /**
             * Format: date-time
             * @description When it came.
             */
            received_at: string;
            /** @description How it stands in time. */
            urgency: components["schemas"]["Urgency"];
        };
        /**
         * @description What a member may do beyond listening.
         * @enum {string}
         */
        Role: "listener" | "operator" | "privacy_officer";
        /** @description What rules choose for the member now. */
        RulesPreview: {
            /**
             * Format: int64
             * @description How long they last together, in milliseconds.
             */
            duration_ms: number;
            /** @description The rules ask what the member heard, and the member does not have that kept. */
            history_is_missing: boolean;
            /**
             * Format: int64
             * @description How many tracks.
             */
            track_count: number;
            /** @description The first fifty. */
            tracks: components["schemas"]["Track"][];
        };
        /** @description Rules to be tried. */
        RulesToTry: {
            /** @description The rules. */
            rules: unknown;
        };
        /** @description How far the running scan is, or what the last one did. */
        Scan: {
            /**
             * Format: int64
             * @description Tracks that are new.
             */
            added: number;
            /**
             * Format: int64
             * @description Tracks whose file changed or came back.
             */
            changed: number;
            /** @description The folder that is being read. */
            current: string | null;
            /**
             * Format: date-time
             * @description When it ended; nothing while it runs.
             */
            finished_at: string | null;
            /** @description The music folders. */
            folders: components["schemas"]["FolderState"][];
            /**
             * Format: int64
             * @description Files found so far.
             */
            found: number;
            /**
             * Format: int64
             * @description Tracks whose file is gone.
             */
            missing: number;
            /**
             * Format: int64
             * @description Tracks whose file was moved or renamed.
             */
            moved: number;
            /**
             * Format: int64
             * @description Files of this scan that could not be read, or not whole.
             */
            problems: number;
            /**
             * Format: int64
             * @description Files read so far.
             */
            read: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string | null;
            /** @description Whether a scan runs. */
            state: components["schemas"]["ScanState"];
            /**
             * Format: int64
             * @description All tracks that are present.
             */
            tracks_total: number;
            /**
             * Format: int64
             * @description Files that were as known.
             */
            unchanged: number;
        };
        /** @description A file that could not be read, or not whole. */
        ScanProblem: {
            /** @description The file or folder. */
            path: string;
            /** @description Whether the file can be played all the same. */
            playable: boolean;
            /** @description The reason as a sentence. */
            reason: string;
            /** @description `empty`, `truncated`, `unsupported`, `tag_too_large`, `damaged_tags`, `permission_denied`, `unreadable`, `bad_name`, `bad_cover` or `too_deep`. */
            reason_code: string;
            /**
             * Format: date-time
             * @description When a scan last met it.
             */
            seen_at: string;
        };
        /** @description What is to be scanned. */
        ScanRequest: {
            /**
             * @description Read every file again, rather than what changed.
             * @default false
             */
            full: boolean;
        };
        /**
         * @description Whether a scan runs.
         * @enum {string}
         */
        ScanState: "idle" | "running";
        /** @description One search of the history. */
        SearchEntry: {
            /** @description The entry. */
            id: string;
            /** @description What was looked for. */
            query: string;
            /**
             * Format: date-time
             * @description When it was looked for last.
             */
            searched_at: string;
        };
        /** @description What a search of the music found, the best first. */
        SearchResults: {
            /** @description Albums. */
            albums: components["schemas"]["AlbumSummary"][];
            /** @description Artists. */
            artists: components["schemas"]["ArtistSummary"][];
            /** @description Genres. */
            genres: components["schemas"]["Genre"][];
            /** @description When nothing was found, parts of the query that find music, the longest first. */
            instead: string[];
            /** @description What to mark in the names above. */
            marks: components["schemas"]["Marks"];
            /** @description What was looked for. */
            query: string;
            /** @description Tracks. */
            tracks: components["schemas"]["Track"][];
        };
        /**
         * @description How a category is treated (promise P-049).
         * @enum {string}
         */
        Sensitivity: "ordinary" | "sensitive";
        /** @description What this server is and offers. */
        Server: {
            /** @description `full` or `lite`. */
            edition: string;
            languages: string[];
            name: string;
            operator: components["schemas"]["OperatorContact"];
            policy_version: string;
            /** @description Whether there is no operator yet. */
            setup_needed: boolean;
            sign_in: components["schemas"]["SignInWays"];
            version: string;
        };
        /** @description Who is asking: a guest, of whom nothing is known, or a member. */
        Session: {
            /** @description Whether nobody is signed in. */
            guest: boolean;
            /** @description The member. */
            member?: components["schemas"]["SessionMember"];
            /** @description Who took the service over within the last 30 days. */
            new_holder?: components["schemas"]["NewHolder"];
            /** @description How the policy stands with the member. */
            policy?: components["schemas"]["PolicyStanding"];
            /** @description This device. */
            session_id?: string;
            /**
             * Format: date-time
             * @description When this device was signed in.
             */
            signed_in_at?: string;
            /**
             * Format: int64
             * @description Devices that signed in since, and of which the member has not said that they know them.
             */
            unknown_devices?: number;
        };
        /** @description A member as the member sees it. */
        SessionMember: {
            /** @description Where the picture is. */
            avatar: string | null;
            /** @description The member. */
            id: string;
            /** @description What the member is called. */
            nickname: string | null;
            /** @description What the member may do. */
            roles: components["schemas"]["Role"][];
        };
        /** @description A song of the session. */
        SessionTrack: {
            /** @description How it ended. */
            outcome: components["schemas"]["Outcome"];
            /** @description The song. */
            track_id: string;
        };
        /** @description One setting. */
        Setting: {
            /** @description What it is for. */
            about: string;
            /**
             * Format: date-time
             * @description When it was last saved here.
             */
            changed_at: string | null;
            /** @description The words that may be written, for a choice. */
            choices: string[];
            /** @description Its value while nobody says anything. */
            default: string | null;
            /** @description A value, to see how one looks. */
            example: string | null;
            /** @description Whether the value is never shown. */
            is_hidden: boolean;
            /** @description Whether anybody said anything. */
            is_set: boolean;
            /** @description How its value is written. */
            kind: components["schemas"]["SettingKind"];
            /**
             * Format: int64
             * @description The largest number that may be written.
             */
            max: number | null;
            /**
             * Format: int64
             * @description The smallest number that may be written.
             */
            min: number | null;
            /** @description Its full name, such as `sign_in.wechat.app_id`. */
            name: string;
            /** @description The flag, the variable, or the line of the file that overrules this page. */
            place: string | null;
            /** @description Where the value comes from. */
            source: components["schemas"]["SettingSource"];
            /** @description The value in force; absent for one that is never shown. */
            value: string | null;
            /** @description What happens while nobody says anything, where it has no default. */
            when_absent: string | null;
        };
        /** @description Changes of one section: a value by the setting's full name, or `null` to remove what was saved. */
        SettingChanges: {
            changes: components["schemas"]["BTreeMap"];
        };
        /**
         * @description How a value is written.
         * @enum {string}
         */
        SettingKind: "text" | "secret" | "choice" | "switch" | "count" | "url" | "date" | "headers";
        /**
         * @description Where a value comes from.
         * @enum {string}
         */
        SettingSource: "flag" | "environment" | "file" | "stored" | "default";
        /** @description Settings that are saved together. */
        SettingsSection: {
            /** @description Its name, such as `sign_in.wechat`. */
            name: string;
            /** @description Its tables, such as `sms` and `sms.aliyun`. */
            tables: components["schemas"]["SettingsTable"][];
        };
        /** @description Settings that stand in one table of the file. */
        SettingsTable: {
            /** @description What it is about; absent for a single setting of a larger table. */
            about: string | null;
            /** @description Its name, such as `sms.aliyun`. */
            name: string;
            /** @description The settings. */
            settings: components["schemas"]["Setting"][];
        };
        /** @description A share of the member's own. */
        Share: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description What its owner says about it; may be empty. */
            description: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: string;
            /** @description Whether it opens by a password. */
            has_password: boolean;
            /** @description The share. */
            id: string;
            /** @description How many items it has. */
            item_count: number;
            /** @description Where it is opened, from the root of this service; whoever has the link can open it. */
            path: string;
            /** @description What the first of its items is called; null when that has left the library. */
            title: string | null;
            /**
             * Format: int64
             * @description How often it was opened; who did is not kept.
             */
            visit_count: number;
        };
        /** @description What changes of a share; what is left out stays. */
        ShareChange: {
            /** @description What to say about it. */
            description?: string | null;
            /**
             * Format: date-time
             * @description When it ends, within 365 days.
             */
            expires_at?: string | null;
            /** @description A password it opens by; an empty one takes it away. */
            password?: string | null;
        };
        /** @description By what a share is opened. */
        ShareOpening: {
            /** @description The password, where there is one. */
            password?: string | null;
        };
        /** @description What is to be shared. */
        ShareRequest: {
            /** @description What to say about it, up to 500 characters. */
            description?: string;
            /**
             * Format: date-time
             * @description When it ends, within 365 days; after 30 days when nothing is said.
             */
            expires_at?: string | null;
            /** @description Songs, albums and playlists by id, in order; 1 to 500. */
            items: string[];
            /** @description A password it opens by, 4 to 128 characters. */
            password?: string | null;
        };
        /** @description One item of a share with its songs. */
        SharedPart: {
            cover: components["schemas"]["Cover"] | null;
            /** @description The song, album or playlist. */
            id: string;
            /** @description What it is called. */
            title: string;
            /** @description Its songs, in order. */
            tracks: components["schemas"]["Track"][];
        };
        /** @description One entry of the sharing list 第三方共享信息清单. */
        SharingEntry: {
            /** @description What of it. */
            fields: components["schemas"]["Named"][];
            /** @description Item it comes from, or that it is made for this sending. */
            item_title: string;
            /** @description Why. */
            purpose_title: string;
            /** @description Who receives. */
            recipient_title: string;
            /** @description How it is protected on the way. */
            transform: string;
        };
        /** @description An account elsewhere with which one can sign in here. */
        SignInProvider: {
            /** @description The host that the browser goes to. */
            host: string;
            /** @description `wechat`, `qq`, `weibo`, `apple` or `oidc`. */
            id: string;
            /** @description Whether its page is abroad, so that the browser itself goes there. */
            is_abroad: boolean;
            /** @description Whether it is only a simulation on the server's own machine. */
            is_simulated: boolean;
            /** @description What it is called. */
            title: string;
        };
        /** @description The ways to sign in. */
        SignInWays: {
            /** @description Whether apps on phones may sign in with a carrier's token. */
            one_tap: boolean;
            /** @description Whether passkeys can be used here. */
            passkey: boolean;
            password: boolean;
            /** @description Whether a reverse proxy may say who asks. */
            proxy: boolean;
            sms: boolean;
        };
        /** @description One purpose by consent, and what the signal does to it. */
        SignalledPurpose: {
            /** @description Whether it rests, or goes on as an act of the person's own. */
            on_signal: components["schemas"]["OnSignal"];
            /** @description The purpose's id. */
            purpose: string;
            /** @description How it stands with the member; absent for a guest, of whom nothing is kept for any of them. */
            state?: components["schemas"]["ConsentState"];
            /** @description What it is. */
            title: string;
        };
        /** @description The sign-in succeeded. */
        SignedIn: {
            /** @description Whether the account is new. */
            created: boolean;
            /** @description The member. */
            member: components["schemas"]["SessionMember"];
            /** @description The token, for those who asked for one; it is shown this once. */
            token?: string;
        };
        /** @description A report with its signature. */
        SignedInspection: {
            /** @description What it says. */
            inspection: components["schemas"]["Inspection"];
            /** @description The public key that verifies it, 32 bytes as hexadecimal digits. */
            public_key: string;
            /** @description Ed25519, 64 bytes as hexadecimal digits. */
            signature: string;
            /** @description The text that was signed, byte for byte. */
            text: string;
        };
        /** @description How many devices were signed out. */
        SignedOut: {
            /**
             * Format: int64
             * @description How many there were.
             */
            signed_out: number;
        };
        /** @description A code is on its way. */
        SmsChallenge: {
            /** @description The sending. */
            challenge_id: string;
            /**
             * Format: int64
             * @description For how long the code is valid.
             */
            expires_in_seconds: number;
            /**
             * Format: int64
             * @description After how long another may be asked for.
             */
            resend_after_seconds: number;
        };
        /** @description Where a code is to go. */
        SmsCodeRequest: {
            /** @description The number, such as `13800138000` or `+44…`. */
            phone: string;
        };
        /** @description A code as it was typed. */
        SmsSignIn: {
            /** @description Whether a token is wanted instead of a cookie. */
            bearer?: boolean;
            /** @description The six digits. */
            code: string;
            /** @description What this device is to be called. */
            device_name?: string | null;
            /** @description The number the code went to. */
            phone: string;
            /** @description The policy version that is accepted; needed for a new account. */
            policy_version?: string | null;
            /** @description SHA-256 of the policy text that was read, as the API handed it out. */
            text_hash?: string | null;
        };
        /** @description How codes leave: by which way, and how that does; nobody who received one. */
        SmsState: {
            /** @description Why none can. */
            closed_because: string | null;
            /**
             * Format: int64
             * @description How many were not, though their numbers were fine.
             */
            failed: number;
            /** @description When and why, the latest first. */
            failures: components["schemas"]["ConnectorFailure"][];
            /** @description `console`, `http`, `aliyun`, `tencent` or `cmpp`. */
            gateway: string;
            /**
             * Format: int64
             * @description How many were taken on since the service started.
             */
            sent: number;
            /**
             * Format: date-time
             * @description When the last was.
             */
            sent_at: string | null;
            /** @description Whether codes can leave now. */
            state: components["schemas"]["ConnectorState"];
        };
        /** @description The music that was meant. */
        SpokenResults: {
            /** @description Albums, the likeliest first. */
            albums: components["schemas"]["AlbumSummary"][];
            /** @description Artists, the likeliest first. */
            artists: components["schemas"]["ArtistSummary"][];
            /** @description What was said. */
            said: string;
            /** @description Tracks, the likeliest first. */
            tracks: components["schemas"]["Track"][];
        };
        /** @description The name beside the member's published playlists. */
        SquareName: {
            /** @description The name; null when none is shown. */
            name: string | null;
        };
        /** @description A tag of the square. */
        SquareTag: {
            /**
             * Format: int64
             * @description How many published playlists have it.
             */
            playlist_count: number;
            /** @description The tag. */
            tag: string;
        };
        /** @description That somebody of the staff opened a person's data: when, in which role, what, and why. */
        StaffAccess: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The item's id in the policy. */
            item: string;
            /** @description The item's name. */
            item_title: string;
            /**
             * Format: int64
             * @description Its number in the log.
             */
            number: number;
            /** @description The purpose's id in the policy. */
            purpose: string;
            /** @description The purpose's name. */
            purpose_title: string;
            /** @description In which role: `operator`, `privacy_officer`, or `service` for what the service notes itself. */
            role: string;
            /** @description The role's name. */
            role_title: string;
            /** @description The ticket. */
            ticket: string;
            /** @description The reason in words. */
            words: string;
        };
        /** @description An entry of the log as staff see it: people by their digests. */
        StaffAccessEntry: components["schemas"]["StaffAccess"] & {
            /** @description The entry's hash. */
            hash: string;
            /** @description Whether that was the asker. */
            is_own: boolean;
            /** @description The keyed digest of who looked. */
            staff_digest: string;
            /** @description The keyed digest of the person whose data it was. */
            subject_digest: string;
        };
        /** @description What was found going through the chain of the log. */
        StaffAccessVerification: {
            /**
             * Format: int64
             * @description How many entries were found right.
             */
            entries: number;
            /** @description What is wrong, in words; absent when nothing is. */
            fault: string | null;
            /** @description Its hash. */
            hash: string;
            /** @description Whether everything is there, unchanged and in its place. */
            is_whole: boolean;
            /**
             * Format: int64
             * @description The number of the last of them; 0 when there was none ever.
             */
            up_to: number;
            /**
             * Format: date-time
             * @description When this was looked at.
             */
            verified_at: string;
        };
        /** @description Why somebody of the staff looks; the person concerned reads it. */
        StaffReason: {
            /** @description The ticket that asks for it, 1 to 80 characters. */
            ticket: string;
            /** @description The reason in words, 1 to 500 characters, without details of the person. */
            words: string;
        };
        /** @description The newest training of somebody of the staff. */
        StaffTraining: {
            /** @description What was taught. */
            course: string;
            /**
             * Format: date-time
             * @description Until when it counts.
             */
            due_at: string;
            /** @description Whether only the trained one says so, because there was no other operator. */
            is_own_word: boolean;
            /**
             * Format: date-time
             * @description When it took place.
             */
            trained_at: string;
        };
        /** @description How somebody of the staff stands with training. */
        StaffTrainingStanding: {
            /** @description Whether a training has to be noted before anybody's data opens. */
            is_due: boolean;
            latest: components["schemas"]["StaffTraining"] | null;
        };
        /** @description One part of the summary. */
        SummarySection: {
            /** @description Markdown without the heading. */
            body_markdown: string;
            /** @description Heading. */
            title: string;
        };
        /**
         * @description What happened to the rows of one table.
         * @enum {string}
         */
        TableAction: "deleted" | "anonymised" | "kept";
        /** @description What became of one table. */
        TableOutcome: {
            /** @description What happened to its rows. */
            action: components["schemas"]["TableAction"];
            /** @description The item of the policy. */
            item: string;
            /**
             * Format: date-time
             * @description Until when they are kept.
             */
            kept_until: string | null;
            /**
             * Format: int64
             * @description How many rows.
             */
            rows: number;
            /** @description The legal floor that keeps them, as the policy names it. */
            rule: string | null;
            /** @description The table. */
            table: string;
            /** @description Its name in the asker's language. */
            title: string;
        };
        /**
         * @description What this server transcodes into.
         * @enum {string}
         */
        TargetCodec: "opus" | "aac" | "mp3" | "flac" | "wav";
        /** @description What ending the agreement did. */
        Terminated: {
            /** @description Always true: every device is signed out; guests keep the music. */
            signed_out: boolean;
            /** @description The purposes whose consent was live. */
            withdrawn: string[];
        };
        /** @description A track. */
        Track: {
            /**
             * Format: date-time
             * @description When it was found.
             */
            added_at: string;
            advisory: components["schemas"]["Advisory"] | null;
            album: components["schemas"]["NamedAlbum"] | null;
            /** @description Whose album that is. */
            album_artists: components["schemas"]["NamedArtist"][];
            /** @description Who performs it, in order. */
            artists: components["schemas"]["NamedArtist"][];
            /**
             * Format: int32
             * @description Bits a sample, of lossless formats.
             */
            bit_depth: number | null;
            /**
             * Format: int32
             * @description Of the audio.
             */
            bitrate_kbps: number | null;
            /**
             * Format: int32
             * @description How many channels.
             */
            channels: number | null;
            /** @description `mp3`, `flac`, `vorbis`, `opus`, `aac`, `alac`, `pcm`, …; empty when unknown. */
            codec: string;
            /** @description Composers, in order. */
            composers: string[];
            /** @description `mpeg`, `flac`, `ogg`, `mp4`, `wav`, …; empty when unknown. */
            container: string;
            cover: components["schemas"]["Cover"] | null;
            /**
             * Format: int32
             * @description The disc of the album.
             */
            disc_number: number | null;
            /**
             * Format: int64
             * @description Its length.
             */
            duration_ms: number;
            /** @description The name of its file. */
            file_name: string;
            /** @description Loudness. */
            gain: components["schemas"]["Gain"];
            /** @description Genres. */
            genres: string[];
            /** @description Whether there are lyrics. */
            has_lyrics: boolean;
            /** @description The track. */
            id: string;
            /** @description `audio` or `video`. */
            kind: string;
            /** @description The language of the words. */
            language: string | null;
            /** @description Whether it can be expected to play. */
            playable: boolean;
            /**
             * Format: int32
             * @description In hertz.
             */
            sample_rate_hz: number | null;
            /**
             * Format: int64
             * @description The file's size.
             */
            size_bytes: number;
            /** @description Its title, or the name of its file. */
            title: string;
            /**
             * Format: int32
             * @description The number on its disc.
             */
            track_number: number | null;
            /**
             * Format: int32
             * @description The year of release.
             */
            year: number | null;
        };
        /** @description A song. */
        TrackHeard: {
            /**
             * Format: int64
             * @description How many listens.
             */
            listens: number;
            /**
             * Format: int64
             * @description How long, in milliseconds.
             */
            played_ms: number;
            track: null | components["schemas"]["Track"];
        };
        /** @description What this browser says about tracking, and what follows from it. */
        TrackingSignal: {
            /** @description Whether this request carried `DNT: 1`, Do Not Track. */
            dnt: boolean;
            /**
             * Format: date-time
             * @description When a browser of the member first sent Do Not Track.
             */
            dnt_seen_at: string | null;
            /** @description Whether this request carried `Sec-GPC: 1`, Global Privacy Control. */
            gpc: boolean;
            /**
             * Format: date-time
             * @description When a browser of the member first sent Global Privacy Control; never for a guest, of whom nothing is kept.
             */
            gpc_seen_at: string | null;
            /** @description Every purpose by consent, and what the signal does to it. */
            purposes: components["schemas"]["SignalledPurpose"][];
        };
        /** @description Transcodes under way. */
        TranscodeHealth: {
            /** Format: int64 */
            limit: number;
            /**
             * Format: int64
             * @description Begun since the service started.
             */
            made: number;
            /**
             * Format: int64
             * @description Refused since the service started because all places were taken.
             */
            refused: number;
            /** Format: int64 */
            running: number;
        };
        /** @description The transcription service as operators see it: whether it can be used, and nobody who uses it. */
        Transcriber: {
            /** @description Why it cannot, though it is set up. */
            closed_because: string | null;
            /** @description Its host. */
            host: string | null;
            /** @description Who runs it. */
            provider: string | null;
            /** @description Whether it can be used now. */
            state: components["schemas"]["TranscriberState"];
        };
        /**
         * @description Whether speech can be turned into text now.
         * @enum {string}
         */
        TranscriberState: "off" | "open" | "expired" | "closed";
        /** @description What was said. */
        Transcript: {
            /** @description The words; empty when nothing was said. */
            text: string;
        };
        /** @description A transfer; it names nobody but by keyed digests. */
        Transfer: {
            /** @description The agreement's number. */
            agreement: string;
            /** @description The day it was signed. */
            agreement_on: string;
            /**
             * Format: date-time
             * @description When it was announced.
             */
            announced_at: string | null;
            /**
             * Format: int64
             * @description How many days everybody has to answer.
             */
            answer_days: number;
            /** @description Who approved it. */
            approvals: components["schemas"]["TransferApproval"][];
            called_off: components["schemas"]["TransferCalledOff"] | null;
            /** @description How to reach them. */
            contact: string;
            /** @description How people answered. */
            counts: components["schemas"]["TransferCounts"];
            /**
             * Format: date-time
             * @description Until when it can be answered.
             */
            ends_at: string | null;
            /**
             * Format: date-time
             * @description When it was filed.
             */
            filed_at: string;
            /** @description The keyed digest of who filed it. */
            filed_by_digest: string;
            /** @description What was handed over. */
            handovers: components["schemas"]["TransferHandover"][];
            /** @description Names it. */
            id: string;
            /** @description Whether that is the asker. */
            is_own: boolean;
            /** @description Which kinds of information. */
            items: components["schemas"]["TransferItem"][];
            /**
             * Format: date-time
             * @description Until when it can be handed over.
             */
            lapses_at: string | null;
            /** @description The same in English. */
            reason_en: string;
            /** @description What for, in Chinese. */
            reason_zh: string;
            /** @description Who receives it. */
            receiver: string;
            /** @description How it stands. */
            standing: components["schemas"]["TransferStanding"];
        };
        /**
         * @description What a member said to a transfer; who said nothing has not agreed.
         * @enum {string}
         */
        TransferAnswer: "none" | "agreed" | "refused";
        /** @description One of the two approvals. */
        TransferApproval: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Whose, by their keyed digest. */
            by_digest: string;
            /** @description Whether that is the asker. */
            is_own: boolean;
        };
        /** @description That a transfer was called off. */
        TransferCalledOff: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Why. */
            words: string;
        };
        /** @description What can be chosen when a transfer is filed. */
        TransferChoices: {
            /**
             * Format: int64
             * @description How many, at most.
             */
            answer_days_max: number;
            /**
             * Format: int64
             * @description How many days everybody has to answer, at least.
             */
            answer_days_min: number;
            /** @description The kinds of information that can be handed over; there is no other. */
            items: components["schemas"]["TransferItem"][];
        };
        /** @description How people answered. */
        TransferCounts: {
            /**
             * Format: int64
             * @description How many agreed.
             */
            agreed: number;
            /**
             * Format: int64
             * @description How many are asked; minors are not.
             */
            asked: number;
            /**
             * Format: int64
             * @description How many said no.
             */
            refused: number;
            /**
             * Format: int64
             * @description How many have not answered, and so have not agreed.
             */
            unanswered: number;
        };
        /** @description How many records of one kind were in a file. */
        TransferHandedItem: {
            /** @description The kind. */
            item: components["schemas"]["TransferItem"];
            /**
             * Format: int64
             * @description How many records.
             */
            records: number;
        };
        /** @description One handing over, and the certificate of what was in it. */
        TransferHandover: {
            /**
             * Format: date-time
             * @description When it began.
             */
            began_at: string;
            /** @description By whose hand, by their keyed digest. */
            by_digest: string;
            /**
             * Format: date-time
             * @description When the file was whole; null where it broke off.
             */
            finished_at: string | null;
            /** @description Names it. */
            id: string;
            /** @description What was in it. */
            items: components["schemas"]["TransferHandedItem"][];
            /**
             * Format: int64
             * @description How many people were entered in the ledger for it.
             */
            people: number;
            /** @description SHA-256 of the file up to its certificate, in hexadecimal. */
            sha256: string | null;
        };
        /** @description A kind of information. */
        TransferItem: {
            /** @description The item's id in the policy. */
            item: string;
            /** @description Its name. */
            title: string;
        };
        /** @description Why a transfer is called off. */
        TransferReason: {
            /** @description Why, 1 to 500 characters. */
            words: string;
        };
        /**
         * @description How a transfer stands.
         * @enum {string}
         */
        TransferStanding: "waiting" | "open" | "due" | "handed_over" | "called_off" | "lapsed";
        /** @description A yes to one transfer. */
        TransferYes: {
            /** @description SHA-256 of the text that was shown. */
            text_hash: string;
        };
        /** @description An entry that was not taken. */
        UnmatchedEntry: {
            /**
             * Format: int64
             * @description Its number in the file, from 1.
             */
            entry: number;
            /** @description What it says. */
            label: string;
            /**
             * Format: int64
             * @description Its line in the file, from 1; null in JSPF.
             */
            line: number | null;
            /** @description Why it was not taken. */
            reason: components["schemas"]["NotMatched"];
            /** @description The reason in words. */
            reason_text: string;
        };
        /**
         * @description How a request stands in time.
         * @enum {string}
         */
        Urgency: "on_time" | "due_soon" | "overdue" | "answered";
        /** @description How the service was used over some days, as far as people let themselves be counted. */
        Usage: {
            /** @description The artists most people heard, at most 20. */
            artists: components["schemas"]["UsageNamed"][];
            /** @description The days that were counted, the earliest first; a day without an entry was not. */
            days: components["schemas"]["UsageDay"][];
            /** @description The genres most people heard, at most 20. */
            genres: components["schemas"]["UsageNamed"][];
            /** @description The hours of the day in an average week, from `00` to `23`; empty when nothing was counted. */
            hours: components["schemas"]["UsageNamed"][];
            /** @description How the numbers are protected. */
            noise: components["schemas"]["UsageNoise"][];
            /** @description How many weeks the numbers below are of. */
            weeks: number;
        };
        /** @description The people of one day, with noise. */
        UsageDay: {
            /**
             * Format: date
             * @description The day in China, such as `2026-11-23`.
             */
            day: string;
            /**
             * Format: int64
             * @description How many people listened, with noise; never below 0.
             */
            listeners: number;
        };
        /**
         * @description Something that is counted.
         * @enum {string}
         */
        UsageMeasure: "listeners" | "hour" | "genre" | "artist";
        /** @description How many people came to something in an average week, with noise. */
        UsageNamed: {
            /** @description The hour, `00` to `23`, the genre or the artist. */
            name: string;
            /**
             * Format: double
             * @description People in an average week; never below 0.
             */
            people: number;
        };
        /** @description How a measure was protected. */
        UsageNoise: {
            /**
             * Format: double
             * @description The ε of the measure for a person and a period.
             */
            epsilon: number;
            /** @description What is counted. */
            measure: components["schemas"]["UsageMeasure"];
            /**
             * Format: int64
             * @description How long a period of it is.
             */
            period_days: number;
            /**
             * Format: int32
             * @description The mean size of the noise on one number of one period, nearly.
             */
            scale: number;
            /**
             * Format: int32
             * @description For how many of its values a person counts in a period.
             */
            values_per_person: number;
        };
        /**
         * @description Who may see a playlist.
         * @enum {string}
         */
        Visibility: "private" | "members" | "public";
        /** @description Who would receive what is said. */
        VoiceRecipient: {
            /** @description The country in which it is, as ISO 3166-1. */
            country: string;
            /** @description Its host, which a request names again. */
            host: string;
            /** @description Who runs it. */
            provider: string;
            /** @description What kind of recipient it is, as the policy calls it. */
            title: string;
        };
        /** @description Whether speech can be sent to be turned into text, and to whom. */
        VoiceSearch: {
            /**
             * Format: int32
             * @description How long one may speak, in milliseconds.
             */
            clip_ms_max: number;
            /**
             * Format: int32
             * @description Samples of a second.
             */
            rate_hz: number;
            recipient: components["schemas"]["VoiceRecipient"] | null;
        };
        /** @description An account elsewhere that waits in this browser for its owner to decide. */
        WaitingIdentity: {
            /**
             * Format: date-time
             * @description Until when it waits.
             */
            expires_at: string;
            /** @description What its owner is called there. */
            nickname: string | null;
            /** @description `wechat`, `qq`, `weibo`, `apple` or `oidc`. */
            provider: string;
            /** @description The path of this service at which the page goes on afterwards. */
            return_to: string;
            /** @description What the provider is called. */
            title: string;
        };
        /** @description A minor whose guardian the member is. */
        Ward: {
            /** @description How old: the guardian chooses for a child, and a youth chooses themselves. */
            age: components["schemas"]["MinorAge"];
            /**
             * Format: date-time
             * @description When the guardian agreed.
             */
            agreed_at: string;
            /** @description The guardianship. */
            id: string;
            /** @description What the minor is called here. */
            nickname: string | null;
            /** @description To which version of the statement. */
            statement_version: string;
        };
        /** @description A yes to one purpose, in a child's place. */
        WardYes: {
            /** @description SHA-256 of the text the guardian saw. */
            text_hash: string;
        };
        /** @description A list that has no pages. */
        Whole_Decade: {
            items: components["schemas"]["Decade"][];
            /** @description Always nothing: the list is whole. */
            next: string | null;
        };
        /** @description A list that has no pages. */
        Whole_Genre: {
            items: components["schemas"]["Genre"][];
            /** @description Always nothing: the list is whole. */
            next: string | null;
        };
        /** @description A list that has no pages. */
        Whole_LanguageCount: {
            items: components["schemas"]["LanguageCount"][];
            /** @description Always nothing: the list is whole. */
            next: string | null;
        };
        /**
         * @description Why a consent is without effect.
         * @enum {string}
         */
        WithoutEffect: "minor" | "guardian_needed" | "guardian_chooses";
        /** @description A yes to one purpose. */
        Yes: {
            /** @description SHA-256 of the text the member saw. */
            text_hash: string;
        };
    };
    responses: {
        /** @description What went wrong, and what helps */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The language of the answer; by default what `Accept-Language` asks for. */
        Language: "zh-CN" | "en";
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_affiliates: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AffiliateOnRoll"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_albums: {
        parameters: {
            query?: {
                /** @description The order. */
                sort?: "newest" | "name" | "artist" | "year" | "random";
                /** @description What decides the order of `random`; pass the same one with each page. */
                seed?: number;
                /** @description Only albums with a track of this genre. */
                genre?: string;
                /** @description Only albums of this decade, such as 1990. `language` narrows to albums sung in one language. */
                decade?: number;
                /** @description Only compilations, or none of them. */
                compilation?: boolean;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description Only albums sung in this language */
                language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Albums */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlbumSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_album: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The album */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An album with its discs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description No such album */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    download_album: {
        parameters: {
            query?: {
                /** @description What to make of the files; Opus when only a quality is named. */
                codec?: "opus" | "aac" | "mp3" | "flac" | "wav";
                /** @description How good it shall sound; `high` when only a codec is named. */
                quality?: "original" | "high" | "standard" | "low";
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The album */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ZIP archive; its length is told where all files go as they are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description No such album */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    similar_to_album: {
        parameters: {
            query?: {
                /** @description How many there are at most, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The album */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tracks that sound like those of the album, and are not on it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Track"];
                };
            };
            /** @description No such album */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_artists: {
        parameters: {
            query?: {
                /** @description The order. */
                sort?: "name" | "recent" | "tracks";
                /** @description Which artists. */
                role?: "album_artist" | "any";
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Artists */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ArtistSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_artist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The artist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An artist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artist"];
                };
            };
            /** @description No such artist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    artist_radio: {
        parameters: {
            query?: {
                /** @description How many there are at most, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The artist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artist's tracks and others that sound like them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Track"];
                };
            };
            /** @description No such artist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    similar_artists: {
        parameters: {
            query?: {
                /** @description How many there are at most, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The artist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Artists whose tracks sound alike, the closest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ArtistSummary"];
                };
            };
            /** @description No such artist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_certificate: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The certificate */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_chart: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description Which chart */
                chart: components["schemas"]["ChartId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was heard most in a time that is over, with the noise that protects each listener; the same for everybody until the next one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chart"];
                };
            };
            /** @description No such chart */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_chat_messages: {
        parameters: {
            query?: {
                /** @description Only what was said after this instant. */
                since?: string;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChatMessage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_chat_message: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatMessage"];
                };
            };
            /** @description The consent `chat` is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_chat_message: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_cover: {
        parameters: {
            query?: {
                /** @description The longer side in pixels; the next of 96, 300, 600 and 1200 is given. A picture is never made larger. */
                size?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The cover */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, as WebP where the client accepts it, else as JPEG */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description The client has it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such cover, or it cannot be shown */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_decades: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Decades, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whole_Decade"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    record_download: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDownload"];
            };
        };
        responses: {
            /** @description Recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Download"];
                };
            };
            /** @description Not recorded: a guest, or no consent; the download is none the worse */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such track, album or playlist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_folder: {
        parameters: {
            query?: {
                /** @description The folder: a music folder's number and the names below it; empty above all. */
                path?: string;
                /** @description Where the page of tracks begins: `next` of the page before. */
                cursor?: string;
                /** @description How many tracks it shows, 1 to 200; 200 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A folder */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Folder"];
                };
            };
            /** @description No such folder */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_genres: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Genres, the largest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whole_Genre"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    accept_guardianship: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuardianAgreement"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ward"];
                };
            };
            /** @description The sign-in is not recent, or whoever asks cannot be the guardian */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The link stands no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A guardian agreed already, or it is too late */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    preview_guardian_invitation: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuardianLinkShown"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardianInvitation"];
                };
            };
            /** @description The link stands no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_public_incidents: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_IncidentNotice"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_languages: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Languages, the largest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whole_LanguageCount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    look_at_unsubscribing: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The secret of the letter */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page with the button */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    unsubscribe: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The secret of the letter */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The secret is none of this service's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    record_listen: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewListen"];
            };
        };
        responses: {
            /** @description Recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listen"];
                };
            };
            /** @description Not recorded: a guest, no consent, or too short to count; the music plays on */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such track */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_me: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_me: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_own_affiliates: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OwnAffiliate"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    agree_to_affiliate: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The use */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AffiliateAgreement"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The purpose is not turned on, or the member is a minor */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such use */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The use has ended, or its words have changed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdraw_from_affiliate: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The use */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    terminate_agreement: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminated"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_annotations: {
        parameters: {
            query: {
                /** @description Up to 200 ids of tracks, albums, artists and playlists, separated by commas. */
                ids: string;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are liked or rated */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Annotation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_api_keys: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AppAccess"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    make_api_key: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppAccess"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeAppAccess"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_api_key: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_app_passwords: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AppAccess"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    make_app_password: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppAccess"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeAppAccess"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_app_password: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_avatar: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": components["schemas"]["Picture"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_avatar: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": components["schemas"]["Picture"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Avatar"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_avatar: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_bookmarks: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member's bookmarks, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Bookmark"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_bookmark: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBookmark"];
            };
        };
        responses: {
            /** @description The bookmark */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bookmark"];
                };
            };
            /** @description No such track */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_bookmark: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no bookmark, or not any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    close_account: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_consent_events: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConsentEvent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_consents: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Consent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    give_consent: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The purpose's id */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Yes"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdraw_consent: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The purpose's id */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    refuse_consent: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The purpose's id */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_held_data: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldData"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_held_rows: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The item's id */
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_HeldRow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    erase_held_item: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The item's id */
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    correct_held_row: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The item's id */
                item: string;
                /** @description The row */
                row_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldRow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_disclosures: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Disclosure"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_downloads: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member's downloads, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Download"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clear_downloads: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All records of downloads are gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClearedDownloads"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_download: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The member has no such record */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    export_data: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_follows: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artists the member follows, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Follow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_follow: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The artist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artist is followed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
            /** @description No such artist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_follow: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The artist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artist is not followed, or not any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    import_data: {
        parameters: {
            query: {
                /** @description Whether the file is only looked through, and nothing is written. */
                dry_run: boolean;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A file of `GET /api/v1/me/export`, of up to 64 MiB */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description What became of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description No export that can be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file was too long on its way */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another file is being read; when to try again is in the answer */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_own_incident_notices: {
        parameters: {
            query?: {
                /** @description Those alone that the member has not read. */
                unread?: boolean;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_IncidentNotice"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_incident_notice: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Invitations to playlists, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PlaylistInvitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decline_invitation: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The invitation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is declined */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    accept_invitation: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The invitation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Joining"];
            };
        };
        responses: {
            /** @description The member works on the playlist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            /** @description There is no such invitation, or it stands no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_likes: {
        parameters: {
            query: {
                /** @description Of what kind. */
                kind: "track" | "album" | "artist" | "playlist";
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the member likes, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Like"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_like: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description A track, album, artist or playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is liked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liked"];
                };
            };
            /** @description There is no such thing that the member can see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_like: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description A track, album, artist or playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not liked, or not any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_linked_identities: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LinkedIdentity"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    link_waiting_identity: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    unlink_identity: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    go_to_link: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Departure"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_listens: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member's listens, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Listen"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clear_listens: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All listens are gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClearedListens"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_listening_statistics: {
        parameters: {
            query?: {
                /** @description How far the place is ahead of UTC, in minutes, −840 to 840; 480, China's, when left out. */
                utc_offset_minutes?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member's own listening in numbers; zeros without consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListeningStatistics"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_listen: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The listen */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The member has no such listen */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_mail: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    prove_mail: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailCode"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailView"];
                };
            };
            /** @description The code is wrong, or its time is over */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_mail: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    begin_mail_proof: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMailAddress"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailView"];
                };
            };
            /** @description There is no mail here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many codes were asked for */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The mail was not taken */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_minor: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorStanding"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    invite_guardian: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardianLink"];
                };
            };
            /** @description No guardian is needed, or it is too late */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_minors_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    turn_on_minors_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MinorsModePassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_minors_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MinorsModeChangesByPassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            /** @description Not the member's to change, or another password */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The mode is off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many wrong passwords */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    turn_off_minors_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MinorsModePassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            /** @description Not the member's to turn off, or another password */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many wrong passwords */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_passkeys: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Passkey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasskey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ask_for_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyOrder"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    rename_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyName"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    change_password: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_play_state: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the member stopped */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayState"];
                };
            };
            /** @description Nothing is kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    put_play_state: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlayState"];
            };
        };
        responses: {
            /** @description Kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayState"];
                };
            };
            /** @description Not kept, for want of consent; the music plays on */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    accept_policy: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyAcceptance"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    prove_by_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyAnswer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proof"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ask_to_prove_by_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyQuestion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_proxy_link: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProxyLink"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    link_proxy_name: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProxyLink"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unlink_proxy_name: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_ratings: {
        parameters: {
            query: {
                /** @description Of what kind. */
                kind: "track" | "album" | "artist" | "playlist";
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the member rated, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Rating"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_rating: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description A track, album, artist or playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRating"];
            };
        };
        responses: {
            /** @description It is rated so */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such thing that the member can see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_rating: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description A track, album, artist or playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not rated, or not any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_recognitions: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Songs that were named to the member, the latest first; none without consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Recognition"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clear_recognitions: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The history is empty */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClearedRecognitions"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_recognition: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The entry */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The member has no such entry */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_own_requests: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RightsRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    make_request: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRightsRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightsRequest"];
                };
            };
            /** @description Twenty requests wait already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_searches: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member's searches, the latest first; none without consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SearchEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clear_searches: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The history is empty */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClearedSearches"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_search: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The entry */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The member has no such entry */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Device"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_out_others: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_out_device: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    change_device: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_shares: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Share"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    make_share: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Share"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_share: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    change_share: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_square_name: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SquareName"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_square_name: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSquareName"];
            };
        };
        responses: {
            /** @description It is shown */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SquareName"];
                };
            };
            /** @description The consent `publication_name` is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_square_name: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No name is shown */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_own_staff_accesses: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StaffAccess"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_own_transfers: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OwnTransfer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    agree_to_transfer: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The transfer */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferYes"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnTransfer"];
                };
            };
            /** @description The text has changed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Minors are left out */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not open */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    refuse_transfer: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The transfer */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnTransfer"];
                };
            };
            /** @description It was called off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_wards: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Ward"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    end_guardianship: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The sign-in is not recent */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_ward_consents: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Consent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    give_ward_consent: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
                /** @description The purpose's id */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WardYes"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            /** @description Minors are left out of it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the member's to choose */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdraw_ward_consent: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
                /** @description The purpose's id */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_ward_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    turn_on_ward_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    turn_off_ward_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_ward_mode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The guardianship */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MinorsModeChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsMode"];
                };
            };
            /** @description The mode is off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    download_on_device_catalogue: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: {
                /** @description The tag of what the client has */
                "If-None-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is and how it sounds, for a browser that recommends by itself; the same for everybody */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description The client has it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    download_on_device_companions: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: {
                /** @description The tag of what the client has */
                "If-None-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What at least three people listened to together, of those who let it help others; the same for everybody. A client drops it after 72 hours */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description The client has it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    download_on_device_square: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: {
                /** @description The tag of what the client has */
                "If-None-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Playlists that their owners show on the square, by name and songs, without who they are; the same for everybody. A client drops it after 24 hours */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description The client has it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_registrations: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AffiliateRegistration"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    register_affiliate: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAffiliate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AffiliateRegistration"];
                };
            };
            /** @description A field is missing or does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    end_affiliate_use: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The use */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    end_affiliate: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The company */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    add_affiliate_use: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The company */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAffiliateUse"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AffiliateUse"];
                };
            };
            /** @description A field is missing or does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The company has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    claim_operator: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorClaim"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_duplicates: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tracks that hold the same recording, group by group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DuplicateGroup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    keep_duplicates_apart: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApartRequest"];
            };
        };
        responses: {
            /** @description They are not proposed together any more, or again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many, or less than two */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    merge_duplicates: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeRequest"];
            };
        };
        responses: {
            /** @description The others are hidden, and what members did with them is the kept track's now; no file was touched */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description They are not known to be the same recording, or a scan is running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many, or none */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_health: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_incidents: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Incident"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    open_incident: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentFacts"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_incident: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_incident: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentFacts"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Its handling has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    close_incident: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentClosing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description It had ended before */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    tell_people_concerned: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIncidentNotices"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentNoticesMade"];
                };
            };
            /** @description Something is missing, or the handling has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_person_concerned: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
                /** @description The account */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonConcerned"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publish_incident: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Nobody was told yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unpublish_incident: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Nobody was told yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_incident_report: {
        parameters: {
            query: {
                /** @description What the authorities are told. */
                kind: components["schemas"]["IncidentReportKind"];
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    note_incident_report: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIncidentReport"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    find_people_concerned: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentSource"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentSearch"];
                };
            };
            /** @description Its handling has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    write_incident_words: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The incident */
                id: string;
                /** @description The language */
                language: components["schemas"]["Language"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentWords"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Its handling has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_inspections: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionsView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    inspect_now: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inspection"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_inspection: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The report's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInspection"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Job"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    run_job: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The job */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_legal_choices: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalChoices"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_legal_demands: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LegalDemand"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    file_legal_demand: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLegalDemand"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalDemand"];
                };
            };
            /** @description A field is missing or does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_legal_demand: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The demand */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalDemand"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    approve_legal_demand: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The demand */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegalDemandApproval"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalDemand"];
                };
            };
            /** @description It cannot be approved by the asker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    hand_out_by_law: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The demand */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegalHandingOut"];
            };
        };
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description It is not approved, has ended, or its time is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    refuse_legal_demand: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The demand */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegalDemandReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalDemand"];
                };
            };
            /** @description It was filed by the asker, or decided */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdraw_legal_demand: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The demand */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegalDemandReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalDemand"];
                };
            };
            /** @description It has ended before */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    report_exempt_uses: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExemptUses"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberOverview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_member: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberOverview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reveal_member: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffReason"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedMember"];
                };
            };
            /** @description No training of the last year is on record */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    note_staff_training: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaffTraining"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffTrainingStanding"];
                };
            };
            /** @description Another operator has to note it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_merged_tracks: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hidden tracks, the latest merge first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MergedTrack"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_merged_track: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The hidden track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is a track of its own again; what members did stays with the other one */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not hidden */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A scan is running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_one_tap: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTapState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    check_one_tap: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_podcast_downloads: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PodcastDownloads"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    download_podcast_episode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The episode */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such episode */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Podcasts are switched off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_podcast_download: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The episode */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such episode */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_podcast_subscriptions: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PodcastSubscription"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    subscribe_to_podcast: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPodcastSubscription"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PodcastSubscription"];
                };
            };
            /** @description Podcasts are switched off, or this one is subscribed to already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_podcast_subscription: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The podcast */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PodcastSubscriptionChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PodcastSubscription"];
                };
            };
            /** @description No such podcast */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    end_podcast_subscription: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The podcast */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such podcast */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    refresh_podcast: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The podcast */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PodcastSubscription"];
                };
            };
            /** @description No such podcast */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_policy_standing: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyReport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_problems: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What could not be read, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ScanProblem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_public_hosts: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PublicHost"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    allow_public_host: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The host */
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicHostPermission"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The host is not on the list */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    forget_public_host: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The host */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The host is not on the list */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_radio_station: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRadioStation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RadioStation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_radio_station: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The station */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRadioStation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RadioStation"];
                };
            };
            /** @description No such station */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_radio_station: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The station */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such station */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_recognition: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the index of songs stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecognitionStanding"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_request_statistics: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskStatistics"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_requests: {
        parameters: {
            query?: {
                /** @description Those that were answered, and not those that wait. */
                answered?: boolean;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RightsRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_request: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightsRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answer_request: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightsRequest"];
                };
            };
            /** @description It was answered before, or cannot be done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_scan: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far the running scan is, or what the last one did */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    start_scan: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Nothing means: what changed */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ScanRequest"] | null;
            };
        };
        responses: {
            /** @description It has begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            /** @description A scan is running already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    follow_scan: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `progress`, each with what `show_scan` answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_settings: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperatorSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    forget_settings: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    change_settings: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description Such as `sign_in.wechat` or `sms` */
                section: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingChanges"];
            };
        };
        responses: {
            /** @description The section as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsSection"];
                };
            };
            /** @description What was saved before does not open; nothing was saved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Some settings are wrong or missing, each by its name; nothing was saved */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_provider_states: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProviderState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    check_provider: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_sms: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    try_sms: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_staff_accesses: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StaffAccessEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    export_staff_accesses: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verify_staff_accesses: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffAccessVerification"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_own_staff_training: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnStaffTraining"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_transcriber: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcriber"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    check_transcriber: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_transfers: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Transfer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    file_transfer: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTransfer"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description A field is missing or does not fit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_transfer_choices: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferChoices"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_transfer: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The transfer */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    approve_transfer: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The transfer */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description The asker filed it, it was approved or called off, or another one is not over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    call_off_transfer: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The transfer */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description It was called off before */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    hand_over_transfer: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The transfer */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description It is not approved, too early or too late, or was called off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_usage: {
        parameters: {
            query?: {
                /** @description The last so many days that are over, 1 to 366; 28 unless told. */
                days?: number | null;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    download_usage: {
        parameters: {
            query?: {
                /** @description The last so many days that are over, 1 to 366; 28 unless told. */
                days?: number | null;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers, and how each was protected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    judge_password: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordJudged"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordStrength"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    join_by_link: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkAccepted"];
            };
        };
        responses: {
            /** @description The member works on the playlist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            /** @description The link stands no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    preview_playlist_link: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkShown"];
            };
        };
        responses: {
            /** @description What it leads to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkPreview"];
                };
            };
            /** @description It stands no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_playlists: {
        parameters: {
            query?: {
                /** @description Which playlists. */
                scope?: "own" | "shared" | "members";
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Playlists */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Playlist"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlaylist"];
            };
        };
        responses: {
            /** @description The playlist */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    import_playlist: {
        parameters: {
            query?: {
                /** @description What to call the playlist; else as its file does. */
                name?: string;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description m3u, m3u8, XSPF or JSPF of up to 1 MiB and 20,000 entries; the form is told by how it begins */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description Nothing was found, so there is no playlist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedPlaylist"];
                };
            };
            /** @description The playlist, and what was not found */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedPlaylist"];
                };
            };
            /** @description No such file */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    preview_rules: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulesToTry"];
            };
        };
        responses: {
            /** @description What the rules choose */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesPreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The playlist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            /** @description There is none that the asker may see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another member's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none that the member may see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistChange"];
            };
        };
        responses: {
            /** @description The playlist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            /** @description The member may look and not change */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none that the member may see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was changed in the meantime; the problem tells its version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_playlist_cover: {
        parameters: {
            query?: {
                /** @description When the picture was chosen, as the playlist's `cover.url` has it. */
                v?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture that its owner chose */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": number[];
                };
            };
            /** @description There is none that the asker may see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_playlist_cover: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        /** @description JPEG, PNG or WebP of up to 5 MiB */
        requestBody: {
            content: {
                "image/*": number[];
            };
        };
        responses: {
            /** @description The playlist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            /** @description No picture that can be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The picture is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_playlist_cover: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has no picture of its own, or not any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    download_playlist: {
        parameters: {
            query?: {
                /** @description What to make of the files; Opus when only a quality is named. */
                codec?: "opus" | "aac" | "mp3" | "flac" | "wav";
                /** @description How good it shall sound; `high` when only a codec is named. */
                quality?: "original" | "high" | "standard" | "low";
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ZIP archive; its length is told where all files go as they are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description No such playlist that the asker may see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_editors: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who works on it, for those who do and its owner */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PlaylistEditor"];
                };
            };
            /** @description The member may look and nothing else */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_editor: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
                /** @description The editor */
                editor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They work on it no longer */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The owner's alone */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    leave_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member works on it no longer */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    export_playlist: {
        parameters: {
            query: {
                /** @description The form of the file. */
                format: "m3u8" | "xspf" | "jspf";
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The playlist as m3u8, XSPF or JSPF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description There is none that the asker may see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    invite_editor: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description The member is invited */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description No such playlist or member */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_playlist_items: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its entries in order; of a smart playlist what its rules choose for the asker */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PlaylistItem"];
                };
            };
            /** @description There is none that the asker may see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    replace_playlist_items: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistItemsReplaced"];
            };
        };
        responses: {
            /** @description They are its entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistVersion"];
                };
            };
            /** @description The playlist was changed in the meantime */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_playlist_items: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlaylistItems"];
            };
        };
        responses: {
            /** @description All of them are added */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistVersion"];
                };
            };
            /** @description A track is not in the library, or the place is outside the list; none is added */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The playlist was changed in the meantime, or is full */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    move_playlist_items: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistItemsMoved"];
            };
        };
        responses: {
            /** @description They stand there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistVersion"];
                };
            };
            /** @description A place outside the list */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The playlist was changed in the meantime; the problem tells its version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_playlist_items: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistItemsRemoved"];
            };
        };
        responses: {
            /** @description They are gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistVersion"];
                };
            };
            /** @description A place outside the list */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The playlist was changed in the meantime; the problem tells its version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    make_playlist_link: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistLink"];
                };
            };
            /** @description The owner's alone */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_playlist_links: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No link to it is worth anything */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The owner's alone */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publish_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on the square */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            /** @description The consent `publication` is missing, or it is another member's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unpublish_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The playlist */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not on the square, or not any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playlist"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_newest_podcast_episodes: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PodcastEpisode"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_podcast_episode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The episode */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PodcastEpisode"];
                };
            };
            /** @description No such episode */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stream_podcast_episode: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The episode */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sound */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /** @description The part asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /** @description The client's copy is good */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such episode, or it is not downloaded */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range asked for lies outside the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_podcasts: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Podcast"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_podcast: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The podcast */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Podcast"];
                };
            };
            /** @description No such podcast */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_podcast_episodes: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The podcast */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PodcastEpisode"];
                };
            };
            /** @description No such podcast */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_podcast_picture: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The podcast */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
            /** @description No such podcast, or no picture of it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_policy: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDocument"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_policy_changes: {
        parameters: {
            query: {
                /** @description The earlier version. */
                from: string;
                /** @description The later version. */
                to: string;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyChanges"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_contact: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_holders: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Holder"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_last_inspection: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastInspection"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_collection_list: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, with its title */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CollectionGroup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_cookie_list: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, with its title */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_BrowserListEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_permission_list: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, with its title */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_PermissionEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_recipient_list: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, with its title */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_RecipientEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_sharing_list: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, with its title */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SharingEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_storage_list: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, with its title */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_BrowserListEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_minors_statement: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinorsStatement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_policy_versions: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PolicyVersion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_policy_version: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDocument"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_radio_stations: {
        parameters: {
            query?: {
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RadioStation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    record_recognition: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRecognition"];
            };
        };
        responses: {
            /** @description Kept in the member's history */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recognition"];
                };
            };
            /** @description Not kept: a guest, or no consent; the song was named all the same */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such song */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recognise_song: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            /** @description The song, or that it is not clear; nothing of the question is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recognised"];
                };
            };
            /** @description Longer than any question */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No peaks, or more than twelve seconds of them */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_because: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of songs, each because one was played; none without consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BecauseRows"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_different: {
        parameters: {
            query?: {
                /** @description How many of a hundred songs are by artists whom the listener has not heard, 0 to 100; 50 by default. */
                strangeness?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Something else, on purpose; without consent the same for everybody */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendedList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_for_you: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Songs and playlists for the foot of a page, the same all day, more than are shown; without consent the same for everybody */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForYou"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_from_likes: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Songs that go with those the member likes, each with the liked song that is its reason; nothing without consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikesSuggestions"];
                };
            };
            /** @description Nobody is signed in: it is not offered to guests */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_next_from_likes: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RadioSession"];
            };
        };
        responses: {
            /** @description The next songs after the liked ones; the session is used for this answer and not kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikesSuggestions"];
                };
            };
            /** @description Nobody is signed in: it is not offered to guests */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    mark_suggestion_unwanted: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The song */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is suggested beside the likes no more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nothing is suggested to the member, so nothing about it is kept */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such song */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unmark_suggestion_unwanted: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The song */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It may be suggested again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    mark_not_interested: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The song */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is recommended no more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nothing is recommended to the member, so nothing about it is kept */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such song */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unmark_not_interested: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The song */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It may be recommended again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_on_repeat: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the listener hears again and again, from their own history; none without consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendedList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_playlists: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Playlists of the square near to what the listener hears, each with its reason; without consent the latest, for everybody the same */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendedPlaylists"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_listening_profile: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that recommendation rests on; empty without consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListeningProfile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clear_listening_profile: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Empty; what was heard until now counts no more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_next_songs: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RadioSession"];
            };
        };
        responses: {
            /** @description The next songs of personal radio; the session is used for this answer and not kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendedList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_single: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The one song of the day with its reason; without consent the same for everybody, none in an empty library */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendedList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_today: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Today's songs, each with its reason; without consent the same for everybody */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendedList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recommend_treasures: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Songs that few love, near to what the listener hears; without consent the same for everybody */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendedList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    match_recording: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordingQuestion"];
            };
        };
        responses: {
            /** @description The song, or that there is none; nothing of the question is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingAnswer"];
                };
            };
            /** @description No fingerprint */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Longer than any question */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description Names, words, pinyin or initials; what is beyond 100 characters does not count. */
                q: string;
                /** @description How many of each kind, 1 to 200; 20 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The music that was found; the query is not kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search_lines: {
        parameters: {
            query: {
                /** @description Names, words, pinyin or initials; what is beyond 100 characters does not count. */
                q: string;
                /** @description How many of each kind, 1 to 200; 20 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Songs by a part of their words; the query is not kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundLines"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search_playlists: {
        parameters: {
            query: {
                /** @description Names, words, pinyin or initials; what is beyond 100 characters does not count. */
                q: string;
                /** @description How many of each kind, 1 to 200; 20 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The playlists and people that were found; the query is not kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPlaylists"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_popular_searches: {
        parameters: {
            query?: {
                /** @description What was typed so far; without it the most popular searches are told. */
                q?: string;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most ten; what was typed is not kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PopularSearches"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search_spoken: {
        parameters: {
            query: {
                /** @description What was said, as it was written down; what is beyond 120 characters does not count. */
                said: string;
                /** @description How many of each kind, 1 to 200; 20 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The music that sounds like what was said; it is not kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpokenResults"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    record_search: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSearch"];
            };
        };
        responses: {
            /** @description Kept in the member's history */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchEntry"];
                };
            };
            /** @description Not kept: a guest, or no consent; the search is none the worse */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An empty or too long query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_server: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Server"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_session: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    open_share: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description What the link carries */
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareOpening"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedShare"];
                };
            };
            /** @description A password is needed, or it is another one */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, it was revoked, or it has ended */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in_by_one_tap: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneTapSignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in_by_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeySignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ask_to_sign_in_by_passkey: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyQuestion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in_by_password: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordSignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reset_password: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_sign_in_providers: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SignInProvider"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    go_to_provider: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Departure"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    come_back_from_provider: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    arrive_from_provider: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": number[];
            };
        };
        responses: {
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    ask_provider_address: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    hear_provider: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                provider: string;
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in_by_proxy: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProxySignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_qr_sign_in: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QrScreen"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QrCode"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in_by_qr: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header: {
                /** @description The poll token of the code. */
                "qingyin-poll-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QrSignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    follow_qr_sign_in: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header: {
                /** @description The poll token of the code. */
                "qingyin-poll-token": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `state`, each a `QrProgress` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["QrProgress"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirm_qr_sign_in: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                ticket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QrMatch"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    reject_qr_sign_in: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    scan_qr_sign_in: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QrAsking"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in_by_sms: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsSignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    send_sms_code: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsCodeRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsChallenge"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_waiting_identity: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingIdentity"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    drop_waiting_identity: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_out: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    show_signal: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingSignal"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_square: {
        parameters: {
            query?: {
                /** @description Only playlists with this tag. */
                tag?: string;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Published playlists, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Playlist"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_square_tags: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The most used tags of the square, at most a hundred */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SquareTag"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_tracks: {
        parameters: {
            query?: {
                /** @description These tracks in this order, at most 200, separated by commas; nothing else counts then. */
                ids?: string;
                /** @description The order. */
                sort?: "title" | "newest" | "artist" | "album" | "random";
                /** @description What decides the order of `random`; pass the same one with each page. */
                seed?: number;
                /** @description Only tracks of this genre. */
                genre?: string;
                /** @description Only tracks of this decade, such as 1990. */
                decade?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
                /** @description How many items it shows, 1 to 200; 50 by default. */
                limit?: number;
                /** @description Only tracks sung in this language */
                language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tracks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Track"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_track: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A track */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Track"];
                };
            };
            /** @description No such track */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    download_track: {
        parameters: {
            query?: {
                /** @description What to make of the files; Opus when only a quality is named. */
                codec?: "opus" | "aac" | "mp3" | "flac" | "wav";
                /** @description How good it shall sound; `high` when only a codec is named. */
                quality?: "original" | "high" | "standard" | "low";
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file; `Content-Disposition` names it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /** @description The part asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /** @description The client's copy is good */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such track, or its file is missing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server cannot make what was chosen */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file has changed since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range asked for lies outside the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As many transcodes run as allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_hls_master: {
        parameters: {
            query?: {
                /** @description The codecs the client plays in MP4, separated by commas; all that are made, when left out. */
                codecs?: string;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The renditions, for players that change between them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.mpegurl": unknown;
                };
            };
            /** @description No such track, or none that plays */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server cannot cut the track into segments, or the client plays none of what it makes */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_hls_init: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
                /** @description As in the playlist */
                rendition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a decoder has to know before the first segment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": unknown;
                };
            };
            /** @description No such track or rendition, or none that plays */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server cannot cut the track into segments */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_hls_playlist: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
                /** @description `opus-` and its rate in kbit/s, 24 to 320, or `flac` */
                rendition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The segments of the rendition */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.mpegurl": unknown;
                };
            };
            /** @description No such track or rendition, or none that plays */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server cannot cut the track into segments */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_hls_segment: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
                /** @description As in the playlist */
                rendition: string;
                /** @description The number of the segment, from 0, and `.m4s` */
                segment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Six seconds of sound, or the rest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": unknown;
                };
            };
            /** @description No such track, rendition or segment, or none that plays */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server cannot make that segment */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As many transcodes run as allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_lyrics: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its lyrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lyrics"];
                };
            };
            /** @description It has none */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    set_lyrics_offset: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LyricsOffset"];
            };
        };
        responses: {
            /** @description Every listener sees them so from now on */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such track, or it has no lyrics */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_playback: {
        parameters: {
            query?: {
                /** @description The codecs the client plays, separated by commas; unknown names are ignored. */
                codecs?: string;
                /** @description How good it shall sound. */
                quality?: "original" | "high" | "standard" | "low";
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How to fetch the track */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playback"];
                };
            };
            /** @description No such track, or none that plays */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing this server can make is anything the client plays */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    similar_tracks: {
        parameters: {
            query?: {
                /** @description How many there are at most, 1 to 200; 50 by default. */
                limit?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tracks that sound like it, the closest first; none while it was not measured */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Track"];
                };
            };
            /** @description No such track */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stream_track: {
        parameters: {
            query?: {
                /** @description What to transcode into. */
                codec?: "opus" | "aac" | "mp3" | "flac" | "wav";
                /** @description How good the transcode shall sound; `high` when left out. */
                quality?: "original" | "high" | "standard" | "low";
                /** @description Where a transcode begins, in milliseconds; its own time begins at zero there. */
                start_ms?: number;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description The track */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sound */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /** @description The part asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /** @description The client's copy is good */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such track, or none that plays */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server cannot make that transcode */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range asked for lies outside the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As many transcodes run as allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    show_voice_search: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceSearch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    transcribe_speech: {
        parameters: {
            query: {
                /** @description The recipient's host, as the member was shown it; sound is sent to no other. */
                recipient: string;
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A WAV file of 16 kHz, one channel and 16 bit, of 15 s at most, that holds samples alone */
        requestBody: {
            content: {
                "audio/wav": number[];
            };
        };
        responses: {
            /** @description The text; neither it nor the sound is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            /** @description No such WAV file */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The member has not agreed, and nothing was sent */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No service is set up, or another one than was shown; nothing was sent */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Longer than 15 s; nothing was sent */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not `audio/wav` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often, or too many at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service does not answer, or answers with what is no transcript */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The agreement with the service does not hold; nothing was sent */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    open_subsonic: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description Such as `ping` */
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer or the error, as XML or JSON, or sound, or a picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    open_subsonic_by_form: {
        parameters: {
            query?: {
                /** @description The language of the answer; by default what `Accept-Language` asks for. */
                language?: components["parameters"]["Language"];
            };
            header?: never;
            path: {
                /** @description Such as `ping` */
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer or the error, as XML or JSON, or sound, or a picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
}
