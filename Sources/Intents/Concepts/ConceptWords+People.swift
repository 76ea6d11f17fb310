extension ConceptWords {
    /// Talk with a helper: courtesy, moods, people, asking for a human; work and school.
    static let people = """
        # courtesy
        hello: hello hi hey greetings howdy good_morning good_evening good_afternoon hiya yo sup | bonjour \
          salut bonsoir coucou hello hey allo bon_matin
        goodbye: goodbye bye farewell cya see_you later take_care ciao good_night | revoir adieu bye ciao \
          bonne_journee bonne_nuit bientot plus bonne_soiree tchao
        how-are-you: how_are you_doing whats_up how_going how_been | comment_va ca_va vas_bien quoi_neuf \
          comment_allez
        thanks: thanks thank thankful appreciate appreciated grateful thx cheers gratitude | merci \
          remercier remercie reconnaissant remerciement
        please: please kindly pls plz | plait svp stp veuillez priere
        sorry: sorry apologise apologize apology excuse pardon regret | desole desolee pardon excuse \
          excusez excuses regrette navre
        welcome: welcome youre_welcome pleasure no_problem | bienvenue plaisir pas_probleme
        # answers
        yes: yes yeah yep yup sure ok okay absolutely definitely affirmative indeed course certainly \
          correct right true exactly agreed | oui ouais ok daccord absolument certainement exact \
          exactement correct vrai bien_sur tout_fait parfait effectivement
        no: no nope nah not never negative false incorrect dont disagree | non pas nan jamais negatif faux \
          incorrect nullement aucun
        maybe: maybe perhaps possibly unsure uncertain probably idk not_sure dunno might | peut_etre \
          possible eventuellement incertain probablement sais_pas pas_sur
        repeat: repeat again once_more say_again pardon restate come_again repeat_that | repeter repete \
          repetez encore redire redis nouveau
        understand: understand understood understanding confused clear unclear comprehend got_it \
          make_sense | comprendre compris comprends comprend confus clair comprehension pige saisir
        continue: continue go_on carry_on proceed keep_going next | continuer continue poursuivre suite \
          vas_y
        start: start starts started starting begin began beginning begins launch initiate commence | \
          commencer commence debut demarrer debuter lancer entamer
        stop: stop stopped stops stopping quit end ended ending cease finish halt enough | arreter arrete \
          stop stopper cesser finir fin terminer interrompre assez
        # moods
        happy: happy glad pleased joy delighted cheerful excited fun satisfied | content contente heureux \
          heureuse ravi joie joyeux satisfait
        sad: sad unhappy upset cry depressed miserable disappointed disappointing disappointment | triste \
          malheureux decu decue deception decevant pleurer peine
        angry: angry mad furious annoyed annoying frustrated frustrating fed_up unacceptable outrageous \
          ridiculous hate rage | fache furieux enerve colere agace inacceptable marre ras_bol honteux \
          scandaleux deteste enrage
        good: good great excellent awesome amazing wonderful fantastic perfect nice lovely brilliant cool \
          superb best better well | bon bonne bien super excellent genial formidable parfait parfaite \
          magnifique chouette top meilleur mieux cool sympa
        bad: bad terrible awful horrible poor worst worse dreadful rubbish useless sucks crap disgusting \
          pathetic | mauvais mauvaise nul nulle horrible affreux pire terrible mediocre lamentable \
          catastrophique pourri degueulasse
        love: love loves loved adore fond like likes liked enjoy enjoyed | aimer aime adore adorer \
          apprecier plaire plait kiffer
        favourite: favorite favourite prefer preferred preference rather | prefere preferee preferer \
          favori favorite plutot
        bored: bored boring entertain amuse dull fun_thing | ennuie ennuyer ennui ennuyeux distraire \
          divertir
        joke: joke jokes funny laugh humor humour hilarious pun laughing | blague blagues drole rire \
          humour marrant rigolo histoire_drole
        story: story stories tale poem poetry fairy_tale | histoire histoires conte poeme poesie
        surprise: wow surprise surprised surprising incredible unbelievable omg really | surprise surpris \
          incroyable vraiment etonnant dingue
        worry: worry worried concern concerned afraid scared fear nervous anxious trust | inquiet inquiete \
          inquieter peur crainte souci nerveux confiance craindre
        # human help
        help: help helps helping assist assistance aid support helpdesk helpline guidance need_help | aide \
          aider aidez assistance secours soutien support depanner besoin_aide coup_main
        human: human person agent operator representative rep someone advisor adviser real_person \
          live_agent staff colleague real_human somebody | humain humaine personne agent conseiller \
          conseillere operateur representant quelqu vraie_personne interlocuteur teleconseiller
        customer-service: customer_service customer_support call_center call_centre service_desk \
          support_team hotline | service_client service_clients sav apres_vente centre_appel hotline \
          assistance_technique
        complain: complain complaint complaints complaining dissatisfied grievance ombudsman escalate \
          unhappy_with | plainte plaindre plains reclamation reclamations mecontent mecontente insatisfait \
          insatisfaite mediateur
        manager: manager supervisor boss director superior head | responsable superieur manager directeur \
          directrice chef patron
        problem: problem problems issue issues trouble troubles difficulty wrong fail failed failing \
          failure struggle struggling | probleme problemes souci soucis difficulte difficultes ennui echec \
          echoue echouer galere pepin
        impossible: cannot cant unable couldnt wont impossible not_able not_let not_allow | impossible \
          pas_possible peux_pas arrive_pas pas_moyen incapable reussis_pas
        mistake: mistake mistakes mistakenly accident accidentally error wrongly incorrect incorrectly \
          inaccurate oops | erreur erreurs faute tort accidentellement trompe tromper errone incorrect \
          confondu
        solve: solve solved resolve resolved solution solutions sort_out resolution workaround | resoudre \
          resolu solution solutions regler arranger
        explain: explain explained explanation describe description clarify tell_about elaborate | \
          expliquer explique explication expliquez decrire description preciser eclaircir
        information: information info details detail inform data specifics faq information_about | \
          information informations info infos renseignement renseignements detail details precisions \
          renseigner
        question: question questions ask asking asked wonder wondering inquiry enquiry query curious | \
          question questions demander demande demandes interroger poser
        tell: tell told say says said let_know inform give_me state announce | dire dis dites dit informer \
          indiquer indique annoncer raconter donne_moi
        show: show shows showed display list view see pull_up bring_up present | montrer montre montrez \
          afficher affiche voir vois consulter visualiser presenter
        check: check checked checking checks verify see_if make_sure ensure inspect confirm double_check \
          review examine | verifier verifie verifiez controler confirmer assurer examiner voir_si
        advice: advice advise recommend recommended recommendation recommendations suggest suggestion \
          suggestions tip idea ideas | conseil conseils conseiller recommander recommande recommandation \
          recommandations suggerer suggestion idee idees
        feedback: feedback review reviews rating ratings stars opinion survey testimonial rated rate | \
          avis note notes notation etoiles opinion sondage enquete temoignage critique commentaire
        report: report reported reporting flag notify declare alert | signaler signale signalement \
          declarer declaration denoncer rapporter rapport
        # people
        family: family mother father mom dad mum parents parent brother sister wife husband son daughter \
          aunt uncle cousin grandma grandpa relative | famille mere pere maman papa parents parent frere \
          soeur femme mari epouse fils fille tante oncle cousin grand_mere grand_pere mamie papi
        child: child children kid kids teenager toddler minor underage young teen | enfant enfants gamin \
          mineur jeune jeunes ado adolescent gosse
        friend: friend friends buddy pal roommate girlfriend boyfriend partner mate | ami amis amie amies \
          copain copine pote partenaire coloc compagnon
        adult: adult adults senior seniors elderly grown | adulte adultes senior seniors age agee
        someone-else: someone_else another_person third_party behalf another_user joint shared_account \
          proxy | quelqu_autre autre_personne tiers procuration tierce
        man-woman: man men woman women boy girl male female gentleman lady guy gender | homme hommes femme \
          femmes garcon monsieur madame dame gars genre sexe
        who: who whom whose who_is | qui quel_est
        # about the helper
        bot-name: your_name who_are call_you name_you | ton_nom appelles_tu votre_nom qui_es
        bot-maker: made created maker creator invented built designed programmed developed manufactured | \
          cree createur invente concu programme fabrique concepteur developpe
        bot-age: how_old years_old your_age | quel_age ton_age votre_age
        bot-ability: can_you what_can capable abilities able_to could_you skill | que_peux sais_faire \
          capable capacites competences pouvez_vous
        bot-home: where_from where_live you_live come_from | habites tu_vis viens_tu
        bot-language: speak_slower speak_faster talk_slower talk_faster accent voice | parle_lentement \
          parle_vite accent voix
        hobby: hobby hobbies pastime interests spare_time leisure | loisir loisirs hobby hobbies \
          passe_temps passion
        life: life live lived alive meaning_life living exist | vie vivre vivant existe exister
        # work
        work: work working worked worker workplace office at_work | travail travailler travaille boulot \
          bureau taf bosser
        job: job jobs career employment occupation vacancy vacancies position opening profession hiring | \
          emploi emplois poste postes metier carriere profession embauche recrutement offre_emploi
        employer: employer employee employees employers coworker colleague boss human_resources hr staff \
          team | employeur employe employes collegue collegues salarie patron rh ressources_humaines \
          equipe
        apply-job: resume cv cover_letter interview interviews candidate candidacy recruiter recruit | cv \
          candidature entretien_embauche candidat recruteur recruter lettre_motivation postuler
        dismiss: fired dismissed laid_off layoff resign resignation quit_job notice_period unemployed \
          unemployment | licencie licenciement vire demission demissionner preavis chomeur chomage
        leave: pto time_off day_off days_off vacation sick_leave leave_request annual_leave maternity \
          paternity absence absent | conge conges rtt arret_maladie jour_repos absence absent \
          conge_maternite paternite jours_conge vacances
        overtime: overtime shift shifts timesheet part_time full_time working_hours | \
          heures_supplementaires temps_partiel temps_plein horaires_travail pointage equipe_nuit
        business-trip: expense_report business_trip travel_expense mileage_allowance | note_frais \
          notes_frais deplacement_professionnel
        strike: strike union protest demonstration | greve syndicat manifestation
        # school
        school: school schools college university campus academy kindergarten preschool | ecole ecoles \
          college lycee universite fac campus maternelle creche cegep
        student: student students pupil pupils undergraduate graduate scholarship | etudiant etudiants \
          eleve eleves bourse diplome bachelier
        teacher: teacher teachers professor tutor instructor | professeur professeurs prof enseignant \
          instituteur maitresse tuteur
        class: class classes course courses lesson lessons lecture training workshop curriculum | cours \
          lecon classe formation formations stage atelier
        exam: exam exams examination grade grades quiz homework assignment essay score | examen examens \
          note notes devoir devoirs controle_notes concours dissertation
        learn: learn learned learning study studying teach teaching practice education practise | \
          apprendre apprends apprentissage etudier etudes etude enseigner reviser education
        degree: degree diploma certificate certification bachelor master phd graduation | diplome \
          certificat licence_universitaire master doctorat bac
        """
}
