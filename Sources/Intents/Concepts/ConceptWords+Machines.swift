extension ConceptWords {
    /// Accounts on the net, telephones, computers, programs and those who write them.
    static let machines = """
        # access
        log-in: login log_in logging_in logged_in signin sign_in signed_in access log_on logon | connecter \
          connexion connecte acceder acces identifier authentification login se_connecter loguer
        log-out: logout log_out sign_out logged_out log_off kicked_out | deconnecter deconnexion \
          deconnecte delogue
        password: password passwords passphrase passcode credentials | passe mot_passe mdp motdepasse \
          code_acces
        forgot: forgot forgotten forget forgets remember cant_remember lost_password | oublie oublier \
          oubliee rappelle souviens souvenir
        reset: reset resetting reinitialise reset_password restore_default factory_reset start_over | \
          reinitialiser reinitialisation remettre_zero reinitialise usine
        user-name: username user_name login_name user_id handle | identifiant identifiants pseudo \
          utilisateur nom_utilisateur
        two-factor: two_factor 2fa otp authenticator verification_code one_time sms_code security_code | \
          double_authentification code_verification code_sms validation_etapes otp double_facteur
        profile: profile profiles avatar bio account_details user_account | profil profils avatar \
          compte_utilisateur espace_client espace_personnel
        security: security secure secured safe safety protect protected protection encryption | securite \
          securise securiser surete proteger protection chiffrement
        hack: hack hacked hacker virus malware spyware breach breached ransomware | pirate piratage \
          pirater pirates virus hacker malveillant intrusion
        spam: spam junk unsolicited robocall telemarketing unwanted nuisance_call | spam pourriel \
          indesirable demarchage publicite pub
        permission: permission permissions allow allowed authorise authorize admin rights permit | \
          permission permissions autoriser autorise autorisation droits admin administrateur
        locked-out: locked_out lockout account_locked cant_access cannot_access no_access cant_log | \
          compte_bloque acces_refuse plus_acces verrouille
        # telecom
        phone: phone phones telephone smartphone mobile iphone android cellphone cell handset mobile_phone \
          cell_phone landline | telephone telephones portable mobile smartphone iphone android gsm natel \
          cellulaire fixe tel combine
        phone-number: phone_number mobile_number number numbers digits phone_numbers | numero numeros \
          numero_telephone numero_portable num
        sim: sim esim sim_card simcard puk | sim esim carte_sim puce puk
        mobile-plan: plan plans data_plan mobile_plan package tariff prepaid bundle | forfait forfaits \
          formule prepaye sans_engagement offre_mobile abonnement_mobile
        mobile-data: data gigabyte gigabytes mobile_data gb data_usage megabytes | donnees_mobiles giga \
          gigas go data donnees mega
        internet: internet broadband wifi wi_fi connection online fibre fiber web dsl network hotspot | \
          internet wifi connexion reseau fibre adsl ligne web haut_debit
        router: router modem box set_top decoder ethernet | routeur modem box decodeur livebox freebox \
          boitier
        signal: signal reception coverage network no_signal bars 4g 5g dead_zone no_service | signal \
          reseau reception couverture 4g 5g barres aucun_reseau pas_reseau capte
        outage: outage outages down blackout interruption disruption offline disconnected cut_off \
          no_internet | panne pannes coupure coupures interruption hors_ligne deconnecte plus_internet \
          perturbation
        slow-net: slow slowly sluggish lag lagging speed bandwidth buffering laggy mbps | lent lente \
          lenteur rame ramer debit bande_passante saccade vitesse
        roaming: roaming roam abroad_data | itinerance roaming
        porting: port porting keep_number transfer_number switch_provider portability switch_carrier | \
          portabilite garder_numero rio conserver_numero changer_operateur
        operator: operator carrier isp provider vodafone verizon network_provider | operateur operateurs \
          fournisseur orange sfr bouygues proximus swisscom bell
        cable: cable cables wire wires cord plug plugged socket adapter usb hdmi charger_cable | cable \
          cables fil fils prise prises branche brancher adaptateur usb hdmi rallonge
        # device
        computer: computer computers laptop pc desktop macbook mac notebook chromebook | ordinateur \
          ordinateurs pc portable ordi mac laptop
        tablet: tablet ipad kindle e_reader | tablette ipad liseuse
        screen: screen screens display monitor touchscreen touch_screen | ecran ecrans affichage moniteur \
          tactile
        keyboard: keyboard mouse key keys trackpad touchpad typing | clavier souris touche touches
        camera: camera cameras webcam lens | camera appareil_photo webcam objectif
        printer: printer printers printing print printed ink cartridge toner scanner | imprimante imprimer \
          impression imprime encre cartouche scanner toner
        speaker: speaker speakers headphones earphones earbuds headset airpods soundbar microphone mic | \
          enceinte enceintes haut_parleur casque ecouteurs oreillette micro microphone baffle
        device: device devices gadget machine equipment hardware unit | appareil appareils machine \
          equipement materiel engin dispositif
        smart-home-device: alexa google_home smart_speaker assistant hub smart_home siri echo_dot | alexa \
          siri assistant google_home enceinte_connectee maison_connectee domotique
        robot-vacuum: robot_vacuum roomba vacuum_cleaner hoover vacuuming | aspirateur robot_aspirateur \
          aspirer
        battery: battery batteries charger charging charge power_bank drained recharge low_battery \
          flat_battery | batterie batteries chargeur charger pile piles recharge autonomie
        turn-on: turn_on switch_on power_on switched_on turned_on start_up boot turn_lights put_on \
          activate | allumer allume allumez activer mettre_marche demarrer mets
        turn-off: turn_off switch_off shut_off power_off shut_down switched_off turned_off shutdown \
          deactivate disable | eteindre eteins eteint eteignez couper desactiver arreter coupe
        restart: restart reboot rebooting restarted power_cycle | redemarrer redemarrage relancer rallumer
        install: install installed installation installing setup set_up uninstall download downloaded \
          downloading | installer installation installe desinstaller telecharger telechargement \
          mettre_place
        update: update updates updated updating upgrade latest_version patch firmware | \
          mise_jour mettre_jour actualiser mises_jour actualisation version_recente
        connect: connect connected connecting pair paired pairing bluetooth link linked plug_in \
          unable_connect | connecter connecte appairer appairage jumeler bluetooth relier associer lier \
          brancher
        sync: sync syncing synchronise synchronize synced synchronisation | synchroniser synchronisation \
          synchro
        memory: storage memory disk drive space hard_drive cloud ram full_storage gigs | stockage memoire \
          disque espace nuage disque_dur cloud place
        backup: backup back_up backups archive restore_backup | sauvegarde sauvegarder sauvegardes \
          archiver archive
        setting: setting settings configure configuration preference preferences options default customise \
          customize | parametre parametres reglage reglages configurer configuration preference \
          preferences options defaut personnaliser
        mode: mode modes night_mode silent_mode airplane_mode dark_mode not_disturb whisper_mode | mode \
          modes mode_avion mode_nuit silencieux pas_deranger
        freeze: freezes frozen hang hangs stuck unresponsive not_responding crashes crash crashed crashing \
          | fige gele plante planter bloque plantage freeze rame bug
        error: error errors error_message exception failure failed fails code_error invalid | erreur \
          erreurs message_erreur echec echoue invalide exception
        # software
        app: app apps application applications software program programs tool | appli applis application \
          applications logiciel logiciels programme programmes outil
        website: website site page webpage web_page homepage url link browser chrome firefox safari | site \
          sites page pages lien navigateur url accueil chrome firefox web
        feature: feature features functionality function functions capability option | fonctionnalite \
          fonctionnalites fonction fonctions possibilite option
        button: button click press menu icon tab tap clicked | bouton cliquer clic appuyer menu icone \
          onglet clique
        file: file files folder folders pdf attachment attached document upload uploaded spreadsheet excel \
          | fichier fichiers dossier dossiers pdf piece_jointe pieces_jointes televerser tableur excel \
          joindre
        copy: copy copied paste duplicate copying clone | copier copie coller dupliquer dupliquee
        delete: delete deleted deletes deleting erase remove removed removing clear wipe discard get_rid \
          trash | supprimer supprime suppression effacer efface enlever enleve retirer vider virer oter
        add: add added adding adds include insert append put join additional | ajouter ajoute ajout \
          ajoutez inclure inserer rajouter rajoute mettre
        create: create created creating creation make build generate new_one set_up establish compose | \
          creer cree creation generer etablir fabriquer construire faire_nouveau
        edit: edit edited editing rename revise rewrite correct correction fix_typo | editer edition \
          renommer corriger correction retoucher
        save-file: save saved autosave store stored | enregistrer enregistre sauver sauvegarder stocker
        search: search searching searched find finding look_for looking_for look_up lookup seek google | \
          chercher cherche recherche rechercher trouver trouve googler
        filter: filter sort filtering sorted order_by group | filtrer filtre trier tri classer
        format: format formatting font bold layout template style | format mise_forme police gras modele \
          mise_page
        table-data: table column row cell columns rows spreadsheet sheet chart graph | tableau colonne \
          ligne cellule colonnes lignes graphique feuille
        database: database sql query queries record records mysql postgres | base_donnees sql requete \
          requetes mysql enregistrements
        code: code coding programming programmer developer script source_code python java javascript \
          compile compiler | code coder programmation programmeur developpeur script python java \
          javascript compiler code_source
        function-code: function method class variable parameter argument loop array string object | \
          fonction methode classe variable parametre argument boucle tableau chaine objet
        server: server servers host hosting domain deploy deployment api endpoint cloud docker linux \
          windows | serveur serveurs hebergement domaine deployer deploiement api linux windows heberger
        version-control: git commit branch merge push pull_request repository repo rebase | git commit \
          branche fusionner depot pousser
        test-code: test tests testing debug debugger unit_test bug reproduce | test tests tester debogage \
          deboguer
        export-data: export exported exporting import imported csv migrate migration extract | exporter \
          export importer import csv migrer migration extraire
        notify: notification notifications notify alert alerts push_notification popup | notification \
          notifications notifier alerte alertes avertir prevenir
        captcha: captcha robot_check recaptcha puzzle_check | captcha
        ai: ai chatbot bot robot artificial_intelligence computer_program virtual_assistant machine \
          chatgpt | ia robot chatbot bot intelligence_artificielle assistant_virtuel machine
        game: game games gaming xbox playstation nintendo console video_game play_game chess player | jeu \
          jeux jouer partie console joueur echecs xbox playstation jeu_video
        social-media: facebook twitter instagram tweet tweets social_media tiktok linkedin snapchat post | \
          facebook twitter instagram tweet tweeter reseaux_sociaux tiktok linkedin publier
        share: share shared sharing publish published | partager partage partagee publier publie
        comment-online: comment comments like_post follow follower followers forum blog thread | \
          commentaire commentaires abonnes forum blog fil
        """
}
