extension ConceptWords {
    /// What a helper on the desk or in the kitchen is asked: time, calendar, lists, calls, music, news, weather, sums.
    static let days = """
        # alarm
        alarm: alarm alarms wake wake_up snooze waking | alarme alarmes reveil reveils reveiller reveille
        timer: timer timers countdown stopwatch | minuteur minuteurs minuterie chronometre chrono \
          compte_rebours
        reminder: remind reminder reminders reminding remember memo dont_forget | rappel rappels rappelle \
          rappeler memo pense_bete souvenir oublie_pas
        # time
        clock: clock time hour hours oclock what_time local_time timezone time_zone | heure heures horloge \
          quelle_heure fuseau fuseau_horaire
        short-time: minute minutes second seconds moment instant | minute minutes seconde secondes moment \
          instant
        day: day days date today tomorrow yesterday tonight daily tmrw | jour jours journee date \
          aujourdhui demain hier quotidien lendemain
        daypart: morning afternoon evening night noon midnight lunchtime am pm tonight | matin matinee \
          midi soir soiree nuit minuit apres_midi
        weekday: monday tuesday wednesday thursday friday saturday sunday | lundi mardi mercredi jeudi \
          vendredi samedi dimanche
        week: week weeks weekend weekends weekly fortnight | semaine semaines weekend hebdomadaire \
          week_end quinzaine
        month: month months monthly january february march april may june july august september october \
          november december | mois mensuel janvier fevrier mars avril mai juin juillet aout septembre \
          octobre novembre decembre
        year: year years yearly annual annually decade century | an ans annee annees annuel annuelle \
          decennie siecle
        season: spring summer autumn winter fall season | printemps ete automne hiver saison
        feast: holiday holidays christmas easter thanksgiving halloween new_year valentine hanukkah \
          bank_holiday | ferie feries noel paques halloween reveillon_nouvel reveillon saint_valentin \
          toussaint
        calendar: calendar calendars agenda planner schedule diary | calendrier agenda planning \
          emploi_temps programme
        event: event events happening occasion ceremony festival show | evenement evenements ceremonie \
          festival manifestation spectacle
        appointment: appointment appointments slot consultation rendez_vous | rendez_vous rdv consultation \
          creneau
        meeting: meeting meetings conference call_meeting standup gathering zoom teams meet | reunion \
          reunions conference entretien rencontre visio assemblee
        party: party parties birthday celebrate celebration anniversary wedding | fete fetes anniversaire \
          anniversaires celebrer soiree mariage
        schedule: schedule scheduled scheduling plan planned plans arrange set_up organise organize | \
          planifier planifie programmer programme organiser prevoir prevu fixer caler
        postpone: postpone postponed reschedule rescheduled push_back put_off later move_meeting | \
          reporter reporte decaler decale repousser deplacer remettre_plus differer
        free-time: free busy occupied vacant availability spare_time | libre occupe dispo disponible \
          temps_libre
        invite: invite invited invitation invitations rsvp attend attending attendance join | inviter \
          invitation invitations convier participer assister presence rejoindre
        repeat-event: every everyday recurring repeating each regularly repeat_event | chaque tous_jours \
          recurrent toutes_semaines regulierement repete
        earlier: earlier before prior ago last previous previously past already recently | avant precedent \
          precedente dernier derniere deja auparavant recemment passe il_y
        later: later after afterwards next following upcoming then future coming | apres suivant suivante \
          prochain prochaine ensuite plus_tard futur venir
        now: now currently present right_now moment presently | maintenant actuellement instant en_moment \
          present
        when: when what_day what_date how_soon | quand quel_jour quelle_date
        opening-hours: opening_hours open opens opened hours business_hours closing closed closes close \
          opening | horaires ouverture ouvert ouverte ouvre ouvrez fermeture ferme fermee heures_ouverture
        frequency: often always never sometimes usually rarely frequently | souvent toujours jamais \
          parfois generalement rarement frequemment
        # lists
        list: list lists checklist shopping_list bullet | liste listes checklist liste_courses enumeration
        task: task tasks todo to_do chore chores duties assignment | tache taches corvee faire_liste \
          choses_faire
        note: note notes jot write_down memo notebook | note notes noter notez memo carnet bloc
        project: project projects goal milestone | projet projets objectif etape
        mark-done: done finished finish complete completed mark tick off_list checked | termine fini faite \
          terminer cocher acheve marquer complet
        # communication
        call: call called calls calling dial dialed ring phone_call call_back hang_up voicemail | appeler \
          appel appels appelle appelez telephoner composer rappeler coup_fil raccrocher repondeur
        message: message messages text texts texting sms whatsapp messaging imessage texted chat chatting \
          | message messages texto textos sms whatsapp messagerie ecrire chat discuter
        email: email emails mail mails inbox mailbox gmail outlook e_mail e_mails mailing newsletter | \
          email emails mail mails courriel courriels boite_mail boite_reception e_mail messagerie gmail \
          outlook newsletter
        contact: contact contacts get_touch reach contacting address_book get_hold | contact contacts \
          contacter joindre joignable carnet_adresses repertoire coordonnees
        reply: reply replied respond response answer answered answers replies | repondre repond reponse \
          reponses repondu
        read-aloud: read reading aloud read_out recite dictate | lire lis lecture lisez voix_haute dicter
        write: write writing written wrote draft type typed compose writes | ecrire ecris ecrit rediger \
          redaction taper brouillon
        forward: forward forwarded pass_on relay fwd | transferer faire_suivre relayer transmets
        unread: unread new_message new_mail new_email received_email | non_lu non_lus nouveaux_messages \
          nouveau_mail
        subject: subject topic title headline about regarding concerning | sujet objet titre theme propos \
          concernant
        conversation: conversation discuss discussion talk talking talks chat debate speak speaking spoke \
          | conversation discuter discussion parler parle parlons debat bavarder causer
        # media
        music: music song songs track tracks tune melody jazz rock pop classical rap hip_hop spotify genre \
          | musique musiques chanson chansons morceau titre melodie jazz rock pop classique rap spotify \
          genre
        artist: artist artists singer band bands album albums musician composer rapper beatles | artiste \
          artistes chanteur chanteuse groupe album albums musicien compositeur
        playlist: playlist playlists queue shuffle mix repeat_song loop skip | playlist liste_lecture \
          aleatoire melange boucle file_attente
        play: play plays played playing start_playing resume put_on hear listen listening | jouer joue \
          lance lancer mets mettre passe lecture ecouter ecoute entendre
        pause: pause paused stop_music stop_playing halt resume | pause pauser arrete_musique reprendre \
          suspendre stoppe
        lyrics: lyrics sing sings singing sang | paroles chanter chante
        volume: volume loud louder quieter mute unmute sound audio turn_up turn_down silence noise softer \
          | volume son fort moins_fort plus_fort muet audio silence couper_son baisse_volume monte_volume
        radio: radio station fm am_radio broadcast frequency | radio station frequence fm emission nrj rtl
        podcast: podcast podcasts episode episodes audiobook audiobooks chapter | podcast podcasts episode \
          episodes livre_audio chapitre balado
        film: film films movie movies cinema theater theatre trailer netflix actor director showing oscar \
          screening | film films cinema cine seance acteur actrice realisateur netflix bande_annonce
        television: tv television channel channels show shows series episode season streaming remote | \
          tele television tv chaine chaines emission serie series episode saison telecommande
        photo: photo photos picture pictures image images selfie photograph snapshot | photo photos image \
          images cliche selfie photographie
        video: video videos youtube clip watch watching stream | video videos youtube clip regarder \
          visionner diffuser
        concert: concert concerts gig theatre show opera exhibition tickets_show | concert concerts \
          theatre spectacle opera exposition
        like-song: like_song favorite favourite rate save_song thumbs_up | aime_chanson favori preferee \
          adore_morceau
        news: news headlines newspaper article latest breaking press journalist current_affairs bbc cnn | \
          actualite actualites nouvelles infos info journal presse journaliste titres quotidien
        sport: sport sports football soccer basketball tennis rugby baseball team teams match game_score \
          score league player cup hockey golf olympics | sport sports football foot basket tennis rugby \
          equipe equipes match matchs score ligue joueur coupe hockey championnat
        # weather
        weather: weather forecast forecasts climate outside conditions weather_report | meteo previsions \
          prevision climat temps_fait bulletin_meteo quel_temps
        rain: rain raining rainy umbrella shower storm stormy wet thunder drizzle raincoat thunderstorm | \
          pluie pleuvoir pleut pluvieux parapluie averse orage tempete mouille tonnerre
        snow: snow snowing snowy ice icy frost blizzard hail | neige neiger verglas glace gel neigeux \
          grele
        sun: sun sunny sunshine sunscreen clear_sky uv sunrise sunset sunglasses | soleil ensoleille \
          creme_solaire beau_temps lever_soleil coucher_soleil
        cloud: cloudy clouds wind windy fog foggy humid humidity breeze hurricane | nuage nuages nuageux \
          vent venteux brouillard humide humidite ouragan
        temperature: temperature degrees celsius fahrenheit hot cold warm chilly heat freezing heatwave | \
          temperature degre degres celsius fahrenheit chaud froid canicule frais gele
        # sums
        calculate: calculate calculation math maths plus minus times divided divide multiply sum subtract \
          percent percentage square_root equals equation algebra arithmetic | calculer calcul calculs \
          maths plus moins fois divise diviser multiplier multiplie somme soustraire pourcent pourcentage \
          racine_carree egal equation mathematiques
        convert: convert converter conversion inches feet centimeters meters ounces grams cups liters \
          litres unit units tablespoon teaspoon | convertir convertis conversion pouces pieds centimetres \
          metres onces grammes tasses litres unite unites cuillere
        number: number numbers digit figure integer zero one two three four five six seven eight nine ten \
          hundred thousand million | nombre nombres chiffre chiffres zero deux trois quatre cinq six sept \
          huit neuf dix cent mille million
        random: random coin dice roll flip heads tails toss lottery flip_coin | hasard aleatoire \
          piece_face pile_face des lancer loterie tirage
        measure: height length width weight depth area volume_measure tall heavy measure | hauteur \
          longueur largeur poids profondeur surface mesurer mesure lourd
        # knowledge
        fact: fact facts trivia curiosity did_know interesting_fact anecdote | fait anecdote anecdotes \
          culture_generale savais_tu
        definition: define definition mean means meaning dictionary term stand_for meanings | definir \
          definition signifie signification veut_dire sens dictionnaire terme definis
        word: word words synonym antonym phrase vocabulary grammar sentence rhyme spelling spell spelled \
          pronounce | mot mots synonyme antonyme expression vocabulaire grammaire phrase rime orthographe \
          epeler ecrire_mot prononcer prononciation
        translate: translate translation translated translator interpret how_say | traduire traduction \
          traduis traducteur interprete comment_dit
        language: language languages english spanish french german italian chinese japanese portuguese \
          russian arabic korean dutch bilingual | langue langues anglais espagnol francais allemand \
          italien chinois japonais portugais russe arabe neerlandais flamand bilingue
        history: history historical ancient war king queen century battle empire invented | histoire \
          historique ancien guerre roi reine siecle bataille empire
        science: science scientist physics chemistry biology experiment atom astronomy space nasa star \
          moon | science sciences physique chimie biologie experience atome astronomie espace etoile lune
        celebrity: celebrity famous actor singer president star biography | celebrite celebre acteur \
          chanteuse vedette star biographie
        """
}
