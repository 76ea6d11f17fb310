extension ConceptWords {
    /// Banks, cards, transfers; insurance, taxes, offices.
    static let money = """
        # bank
        bank: bank banks banking banker branch branches lender credit_union building_society | banque \
          banques bancaire bancaires banquier agence guichet
        card: card cards credit_card debit_card bank_card visa mastercard amex plastic | carte cartes \
          carte_bancaire carte_credit carte_bleue cb visa mastercard
        physical-card: physical physical_card actual_card real_card | physique carte_physique
        virtual-card: virtual virtual_card disposable disposable_card single_use digital_card | virtuel \
          virtuelle carte_virtuelle ephemere jetable usage_unique
        contactless: contactless nfc touchless | sans_contact paiement_mobile nfc
        account: account accounts checking_account current_account savings_account bank_account | compte \
          comptes compte_courant compte_bancaire compte_epargne compte_joint
        open-account: open_account new_account create_account | ouvrir_compte ouverture_compte \
          nouveau_compte creer_compte
        close-account: close_account delete_account closing_account remove_account | fermer_compte \
          cloturer cloture supprimer_compte fermeture_compte
        money: money cash funds bucks dollars pounds euros dough quid currency notes coins | argent fric \
          liquide especes fonds sous thune euros dollars francs billets pieces monnaie
        balance: balance balances remaining left_over available_funds | solde soldes restant reste \
          disponible en_compte
        transfer: transfer transfers transferred transferring wire wired remittance bank_transfer \
          send_money sending_money | virement virements virer transferer transfert transferts \
          envoyer_argent envoi_argent interac
        standing-order: standing_order direct_debit recurring autopay automatic_payment regular_payment | \
          virement_permanent prelevement_automatique domiciliation recurrent ordre_permanent \
          paiement_automatique
        beneficiary: beneficiary beneficiaries payee payees recipient | beneficiaire beneficiaires \
          destinataire
        iban: iban bic swift sort_code account_number routing_number routing bank_details | iban bic rib \
          swift numero_compte coordonnees_bancaires
        deposit: deposit deposited deposits depositing pay_in paid_in lodge | depot deposer depose verser \
          versement versements alimenter
        top-up: topup top_up top_ups topped_up load reload recharge add_money add_funds topping_up | \
          recharger recharge rechargement approvisionner ajouter_argent alimenter crediter
        withdraw: withdraw withdrawal withdrawals withdrawing withdrew take_out cash_out get_cash | \
          retrait retraits retirer retire retirer_argent retrait_especes
        atm: atm atms cashpoint cash_machine cash_dispenser cash_point ingested swallowed | distributeur \
          distributeurs dab gab guichet_automatique bancomat avale
        cash-advance: cash_advance overdraft overdrawn overdraw | decouvert agios avance_fonds
        exchange-rate: exchange_rate exchange_rates conversion_rate rate rates converted conversion markup \
          | taux taux_change cours conversion taux_conversion
        currency: currency currencies foreign_currency dollar dollars euro euros pound pounds sterling yen \
          franc convert forex | devise devises monnaie dollar dollars euro euros livre_sterling yen franc \
          convertir change
        transaction: transaction transactions operation payment_history activity movement statement_line | \
          transaction transactions operation operations mouvement mouvements ecriture
        statement: statement statements bank_statement history | releve releves historique releve_compte \
          extrait
        spending: spend spending spent expenses expense expenditure outgoings budget budgeting | depense \
          depenses depenser budget budgeter sorties
        save: save saving savings nest_egg put_aside piggy_bank | epargne epargner economiser economies \
          livret mettre_de_cote bas_laine
        invest: invest investing investment investments stocks shares portfolio fund funds bonds trading \
          broker crypto bitcoin dividend | investir investissement placement placements bourse actions \
          portefeuille fonds obligations courtier crypto bitcoin dividende
        interest: interest interest_rate apr apy yield interest_rates | interet interets taux_interet taeg \
          rendement
        loan: loan loans mortgage mortgages borrow borrowing borrowed lend lending lender credit refinance \
          | pret prets emprunt emprunter emprunts credit hypotheque preter rachat_credit hypothecaire
        credit-score: credit_score credit_rating credit_report credit_history creditworthiness | \
          score_credit cote_credit solvabilite dossier_credit
        credit-limit: credit_limit limit limits spending_limit cap ceiling maximum allowance threshold | \
          limite limites plafond plafonds maximum seuil
        cheque: cheque cheques checks checkbook chequebook check_deposit cheque_book bounced_check | \
          cheque cheques chequier carnet_cheques remise_cheque
        pin: pin pin_code passcode pin_number | pin code_pin code_secret nip code_confidentiel code_carte
        cvv: cvv security_code card_number expiry_date | cryptogramme cvv numero_carte code_securite
        pending: pending processing not_cleared clearing authorised on_hold pending_payment unprocessed | \
          en_attente en_cours traitement pas_encore en_suspens
        decline: decline declined declines rejected reject rejecting refused denied refuse turned_down \
          bounced not_accepted unsuccessful | refuser refuse refusee refus rejeter rejete rejet decline \
          decliner pas_acceptee
        revert: revert reverted reversed reversal undone taken_back sent_back | annule contrepasse inverse \
          extourne
        block-card: freeze frozen blocked block lock locked deactivate suspended disable hold unfreeze \
          unblock | bloquer bloque bloquee blocage geler opposition verrouiller desactiver suspendu \
          debloquer faire_opposition
        activate: activate activated activation activating enable enabled switch_on | activer active \
          activation activee
        stolen: stolen steal stole theft thief robbed robbery mugged burgled burglary pickpocket nicked | \
          vole volee voler voleur vol_carte derobe cambriole cambriolage agression pickpocket
        fraud: fraud fraudulent scam scammed scammer phishing suspicious unauthorised unauthorized \
          identity_theft counterfeit fake compromised hacked | fraude frauduleux frauduleuse arnaque \
          arnaquer arnaqueur hameconnage suspect suspecte escroquerie faux contrefacon pirate usurpation
        unknown-charge: dont_recognise dont_recognize unrecognised unrecognized unfamiliar strange_charge \
          unknown_transaction not_mine didnt_make unexpected | reconnais_pas inconnu inconnue inattendu \
          pas_moi pas_autorise
        dispute: dispute disputed contest challenge chargeback contesting | contester contestation litige \
          litiges contestee
        crypto-exchange: crypto bitcoin ethereum blockchain token coin | crypto cryptomonnaie bitcoin \
          ethereum
        net-worth: assets liabilities net_worth estate inheritance | patrimoine actifs succession heritage
        income: income earnings salary wage wages paycheck payroll payday payslip pay_stub earn earning \
          direct_deposit pay_rise | revenu revenus salaire salaires paie paye fiche_paie bulletin_salaire \
          gagner remuneration gains augmentation_salaire
        rounding: cents penny pennies odd_amount small_charge one_dollar | centimes centime petit_montant
        # identity
        identity: identity identification id id_card identity_card kyc driving_licence proof_of_identity \
          passport | identite piece_identite carte_identite identification passeport permis cni \
          titre_sejour
        verify: verify verified verification verifying validate validation authenticate confirm confirmed \
          | verifier verification verifie valider validation authentifier confirmer confirmation
        document: document documents paperwork form forms file files certificate copy papers scan | \
          document documents papier papiers formulaire formulaires dossier dossiers fichier certificat \
          copie scan
        signature: sign signed signature signing e_signature | signer signature signe parapher
        personal-data: personal_data personal_details privacy gdpr data_protection confidential \
          personal_information | donnees_personnelles vie_privee rgpd confidentialite coordonnees \
          informations_personnelles
        address: address addresses home_address postal_address street zip_code postcode zip house_number \
          moved_address | adresse adresses rue code_postal domicile coordonnees numero_rue
        name: name names named surname first_name last_name nickname maiden_name family_name middle_name | \
          nom noms prenom prenoms surnom nom_famille nom_jeune appelle pseudonyme
        birth: birthday born birth date_birth birthdate age | naissance ne nee anniversaire date_naissance
        country: country countries nation nationality citizen citizenship resident residence | pays nation \
          nationalite citoyen citoyennete resident residence
        europe: europe european eu uk britain england france germany spain italy belgium switzerland | \
          europe europeen europeenne ue royaume_uni angleterre france allemagne espagne italie belgique \
          suisse
        america: usa us america american united_states canada canadian mexico | etats_unis usa amerique \
          americain canada canadien quebec mexique
        # tax
        tax: tax taxes taxation irs hmrc tax_return taxable tax_refund w2 deductions deduction | impot \
          impots taxe taxes fiscal fiscale fisc tresor declaration_revenus avis_imposition deduction
        public-office: council city_hall town_hall government administration authority authorities \
          ministry office embassy consulate | mairie prefecture commune administration gouvernement \
          ministere autorite ambassade consulat maison_communale sous_prefecture
        benefits: benefits welfare allowance social_security unemployment child_benefit grant subsidy aid \
          | allocation allocations caf aide_sociale chomage securite_sociale rsa subvention prime aides \
          cpas
        licence: license licence permit permits driving_license drivers_license | permis autorisation \
          permis_conduire licence
        visa: visa visas immigration residence_permit border entry_requirement embassy | visa visas \
          immigration titre_sejour frontiere
        passport: passport passports | passeport passeports
        court: court lawyer attorney legal lawsuit sue judge trial legally law solicitor | tribunal avocat \
          juridique legal proces juge loi poursuivre notaire plainte
        police: police officer crime criminal arrest police_report | police policier gendarme gendarmerie \
          crime arrestation
        vote: vote voting election elections voter ballot president politics | voter vote election \
          elections elu scrutin president politique
        marriage: marriage married marry wedding divorce divorced spouse | mariage marie mariee epouser \
          noces divorce divorcer conjoint pacs
        appeal: appeal objection reconsider complaint | recours appel_decision objection reclamation
        apply: apply application applications applied applying applicant eligible eligibility qualify \
          requirements | demande demander candidature postuler eligible eligibilite conditions_requises \
          candidat
        approve: approve approved approval accept accepted granted | approuver approuve approbation \
          accepter accepte accord accorde
        register: register registered registration registering enrol enroll enrolment sign_up signup join \
          | inscrire inscrit inscription enregistrer enregistrement adherer
        # insurance
        insurance: insurance insured insure insurer insurers policy policies underwriter health_insurance \
          car_insurance | assurance assurances assurer assure assureur police mutuelle mutuelles
        claim: claim claims claimed claiming damage_report | sinistre sinistres declarer declaration \
          indemniser indemnisation constat
        cover: cover covered covers coverage included exclusion | couvrir couvert couverte couverture \
          couvre garanti prise_charge exclusion
        premium-insurance: premium premiums contribution deductible excess copay | prime cotisation \
          franchise cotisations
        accident: accident accidents crash crashed collision injury injured collided | accident accidents \
          collision accrochage blesse choc
        life-insurance: life_insurance beneficiary death dies died deceased funeral | assurance_vie deces \
          decede mort obseques mourir
        pension: pension pensions retirement retire retired 401k ira superannuation | retraite retraites \
          pension pensionne retraitee prepension
        """
}
