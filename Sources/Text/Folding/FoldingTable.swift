/// What Latin letters beyond ASCII fold to: two bytes per scalar, the second `_` when there is only one; `.` where the table is silent.
///
/// Written from the Unicode character database: compatibility decomposition of the lower-case letter without its marks, plus the
/// letters that do not decompose (`ø`, `ł`, `ß`, `œ` …). Constants of the program, so that reading them asks no lock.
enum FoldingTable {
    /// U+00A0…U+024F: Latin-1, Latin Extended-A and -B.
    static let latin: StaticString =
        """
        ....................a_..............2_3_..........1_o_..........a_a_a_a_a_a_aec_e_e_e_e_i_i_i_i_\
        d_n_o_o_o_o_o_..o_u_u_u_u_y_thssa_a_a_a_a_a_aec_e_e_e_e_i_i_i_i_d_n_o_o_o_o_o_..o_u_u_u_u_y_thy_\
        a_a_a_a_a_a_c_c_c_c_c_c_c_c_d_d_d_d_e_e_e_e_e_e_e_e_e_e_g_g_g_g_g_g_g_g_h_h_h_h_i_i_i_i_i_i_i_i_\
        i_i_ijijj_j_k_k_k_l_l_l_l_l_l_l_l_l_l_n_n_n_n_n_n_n_n_n_o_o_o_o_o_o_oeoer_r_r_r_r_r_s_s_s_s_s_s_\
        s_s_t_t_t_t_t_t_u_u_u_u_u_u_u_u_u_u_u_u_w_w_y_y_y_z_z_z_z_z_z_s_b_b_..........c_c_d_..d_d_......\
        ..f_f_........i_k_k_l_..........o_o_....p_p_............t_t_..u_u_....y_y_z_z_..................\
        ........dzdzdzljljljnjnjnja_a_i_i_o_o_u_u_u_u_u_u_u_u_u_u_..a_a_a_a_aeaeg_g_g_g_k_k_o_o_o_o_....\
        j_dzdzdzg_g_....n_n_a_a_aeaeo_o_a_a_a_a_e_e_e_e_i_i_i_i_o_o_o_o_r_r_r_r_u_u_u_u_s_s_t_t_....h_h_\
        ........z_z_a_a_e_e_o_o_o_o_o_o_o_o_y_y_............a_c_c_l_..........b_....e_e_j_j_....r_r_y_y_
        """

    /// U+1E00…U+1EFF: Latin Extended Additional (Vietnamese, Welsh, transliterations).
    static let additional: StaticString =
        """
        a_a_b_b_b_b_b_b_c_c_d_d_d_d_d_d_d_d_d_d_e_e_e_e_e_e_e_e_e_e_f_f_g_g_h_h_h_h_h_h_h_h_h_h_i_i_i_i_\
        k_k_k_k_k_k_l_l_l_l_l_l_l_l_m_m_m_m_m_m_n_n_n_n_n_n_n_n_o_o_o_o_o_o_o_o_p_p_p_p_r_r_r_r_r_r_r_r_\
        s_s_s_s_s_s_s_s_s_s_t_t_t_t_t_t_t_t_u_u_u_u_u_u_u_u_u_u_v_v_v_v_w_w_w_w_w_w_w_w_w_w_x_x_x_x_y_y_\
        z_z_z_z_z_z_h_t_w_y_a_s_s_s_ss..a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_e_e_e_e_e_e_e_e_\
        e_e_e_e_e_e_e_e_i_i_i_i_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_u_u_u_u_u_u_u_u_u_u_u_u_\
        u_u_y_y_y_y_y_y_y_y_............
        """

    /// Stands for no second byte.
    static let none = UInt8(ascii: "_")

    /// What the letter at `index` of a table folds to; nil outside the table and where it is silent.
    @inline(__always)
    static func pair(_ table: StaticString, _ index: Int) -> (first: UInt8, second: UInt8)? {
        guard index >= 0, index < table.utf8CodeUnitCount / 2 else { return nil }
        let start = table.utf8Start + 2 * index
        return start[0] == UInt8(ascii: ".") ? nil : (start[0], start[1])
    }
}
